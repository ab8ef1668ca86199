import type { Column, Totals } from "./column.ts";
import type { Fraction } from "./fraction.ts";

/** Extremes, mean and variance of a series, exactly. */
export class Moments {
  private count = 0n;
  private all: Totals | undefined;

  take(column: Column): void {
    if (column.count === 0) return;
    const totals = column.totals();
    this.count += BigInt(column.count);
    this.all = this.all === undefined ? totals : merge(this.all, totals);
  }

  get totals(): Totals {
    if (this.all === undefined) throw new Error("No number has been taken.");
    return this.all;
  }

  mean(): Fraction {
    return { numerator: this.totals.sum, denominator: this.count };
  }

  /** The sample variance, of at least two numbers: (Σx² − (Σx)² / n) / (n − 1). */
  variance(): Fraction {
    const { sum, squares } = this.totals;
    return { numerator: this.count * squares - sum * sum, denominator: this.count * (this.count - 1n) };
  }
}

function merge(a: Totals, b: Totals): Totals {
  return {
    minimum: a.minimum < b.minimum ? a.minimum : b.minimum,
    maximum: a.maximum > b.maximum ? a.maximum : b.maximum,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
  };
}
