import { COLUMN_LENGTH, type Column, type Grid, type Totals } from "./column.ts";

/** Bits that a double is made of here: at most as many as `Number` rounds without leaving its range. */
const DOUBLE_BITS = 64;

/** Numbers of any size. */
export class WideColumn implements Column {
  count = 0;
  readonly values = new Array<bigint>(COLUMN_LENGTH).fill(0n);
  /** Low bits that doubles leave out. */
  private readonly dropped: bigint;

  /** @param bits What no number's magnitude exceeds. */
  constructor(bits: number) {
    this.dropped = BigInt(Math.max(0, bits - DOUBLE_BITS));
  }

  totals(): Totals {
    let [minimum = 0n] = this.values;
    let maximum = minimum;
    let sum = 0n;
    let squares = 0n;
    for (let at = 0; at < this.count; at++) {
      const value = this.values[at] ?? 0n;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
      sum += value;
      squares += value * value;
    }
    return { minimum, maximum, sum, squares };
  }

  countInto(grid: Grid, counts: Float64Array): void {
    this.eachInside(grid, (_, cell) => {
      counts[cell] = (counts[cell] ?? 0) + 1;
    });
  }

  collectInto(grid: Grid, found: bigint[]): void {
    this.eachInside(grid, (value) => found.push(value));
  }

  doublesInto(doubles: Float64Array): void {
    for (let at = 0; at < this.count; at++) doubles[at] = Number((this.values[at] ?? 0n) >> this.dropped);
  }

  private eachInside({ from, shift, cells }: Grid, take: (value: bigint, cell: number) => void): void {
    for (let at = 0; at < this.count; at++) {
      const value = this.values[at] ?? 0n;
      const cell = Number((value - from) >> BigInt(shift));
      if (cell >= 0 && cell < cells) take(value, cell);
    }
  }
}
