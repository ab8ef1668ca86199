/** What numbers have in sum, exactly. */
export interface Totals {
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly sum: bigint;
  readonly squares: bigint;
}

/** Equal cells side by side: cell c holds the 2^`shift` whole numbers from `from` + c × 2^`shift` on. */
export interface Grid {
  readonly from: bigint;
  readonly shift: number;
  readonly cells: number;
}

/** Some consecutive numbers of a series. Its memory is used again for the next ones: whoever takes a column keeps nothing of it. */
export interface Column {
  /** Numbers in it: at most `COLUMN_LENGTH`. */
  readonly count: number;
  /** Of at least one number. */
  totals(): Totals;
  /** Adds 1 to the count of each number's cell; numbers outside the grid count nowhere. */
  countInto(grid: Grid, counts: Float64Array): void;
  /** Appends the numbers inside the grid. */
  collectInto(grid: Grid, found: bigint[]): void;
  /** Writes each number as a double, all of them scaled alike, rounded or cut. */
  doublesInto(doubles: Float64Array): void;
}

/** Small enough for a processor's cache, and for sums of products of 16-bit pieces to be exact in doubles. */
export const COLUMN_LENGTH = 4_096;
