import fc from "fast-check";

/** A tape of numbers that decides everything about a case, so that fast-check can make a case smaller by making its tape smaller: 0 is always the plainest choice. */
export class Choices {
  private place = 0;

  constructor(private readonly tape: readonly number[]) {}

  /** Below `count`. */
  below(count: number): number {
    const next = this.tape[this.place] ?? 0;
    this.place += 1;
    return next % count;
  }

  /** True so often of a hundred times; never once the tape is at its end. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  of<T>(options: readonly [T, ...T[]]): T {
    return options[this.below(options.length)] ?? options[0];
  }

  /** Up to `most` of something. */
  some<T>(most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  }
}

export const tapes = fc.array(fc.nat(99_999), { minLength: 1, maxLength: 120, size: "max" });
