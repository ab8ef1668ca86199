import type { Column, Grid } from "./column.ts";
import { bitLength, type Fraction } from "./fraction.ts";

/** What all numbers of a series lie between, both included. */
export interface Bounds {
  readonly min: bigint;
  readonly max: bigint;
}

const CELL_BITS = 14;

/** Numbers that are kept and sorted, and their bits together: few megabytes. */
const MAX_KEPT = 2 ** 14;
const MAX_KEPT_BITS = 2 ** 25;

/** An interval that holds numbers of wanted ranks; ranks count from its least number on. */
interface Interval {
  readonly grid: Grid;
  readonly ranks: readonly number[];
  /** How many of its numbers are in each cell; or, where they are few, the numbers. */
  readonly counts: Float64Array | undefined;
  readonly kept: bigint[];
}

/**
 * Finds a series' median exactly, in bounded memory and several passes over it.
 *
 * A pass counts the numbers in each of up to 2^14 cells; the next looks into the cell of the wanted rank alone, and keeps its numbers
 * once they are few. Of an even count both middle numbers are looked for, and may lie in different cells.
 */
export class MedianSearch {
  private readonly maxKept: number;
  private intervals: readonly Interval[];
  private readonly found: bigint[] = [];

  /** @param count How many numbers a pass gives: at least one. */
  constructor(count: number, { min, max }: Bounds) {
    const bits = bitLength(max - min);
    this.maxKept = Math.min(MAX_KEPT, Math.floor(MAX_KEPT_BITS / Math.max(1, bits)));
    const ranks = [Math.floor((count - 1) / 2), Math.floor(count / 2)];
    this.intervals = [this.interval(ranks, count, { from: min, bits })];
  }

  get isDone(): boolean {
    return this.intervals.length === 0;
  }

  take(column: Column): void {
    for (const { grid, counts, kept } of this.intervals) {
      if (counts === undefined) column.collectInto(grid, kept);
      else column.countInto(grid, counts);
    }
  }

  /**
   * Ends a pass.
   *
   * @throws {Error} When the pass has not given the numbers that were announced, or not those of the pass before.
   */
  endPass(): void {
    this.intervals = this.intervals.flatMap((interval) =>
      interval.counts === undefined ? this.sort(interval) : this.narrow(interval, interval.counts),
    );
  }

  /** When the search is done. */
  median(): Fraction {
    return { numerator: this.found.reduce((sum, value) => sum + value, 0n), denominator: BigInt(this.found.length) };
  }

  /** The numbers `from` … `from` + 2^`bits` − 1, of which the series has `size`. */
  private interval(ranks: readonly number[], size: number, { from, bits }: { from: bigint; bits: number }): Interval {
    const shift = Math.max(0, bits - CELL_BITS);
    const grid = { from, shift, cells: 2 ** (bits - shift) };
    const isKept = shift > 0 && size <= this.maxKept; // cells of one number each are as good, and need no sorting
    return { grid, ranks, counts: isKept ? undefined : new Float64Array(grid.cells), kept: [] };
  }

  private sort({ ranks, kept }: Interval): Interval[] {
    kept.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    for (const rank of ranks) this.found.push(existing(kept[rank]));
    return [];
  }

  private narrow({ grid, ranks }: Interval, counts: Float64Array): Interval[] {
    const inside = new Map<number, number[]>();
    for (const rank of ranks) {
      const { cell, before } = cellAt(rank, counts);
      inside.set(cell, [...(inside.get(cell) ?? []), rank - before]);
    }
    const { from, shift } = grid;
    return [...inside].flatMap(([cell, rest]) => {
      const start = from + (BigInt(cell) << BigInt(shift));
      if (shift > 0) return [this.interval(rest, counts[cell] ?? 0, { from: start, bits: shift })];
      this.found.push(...rest.map(() => start));
      return [];
    });
  }
}

/** The cell that holds the number of a rank, and how many numbers are in the cells before it. */
function cellAt(rank: number, counts: Float64Array): { cell: number; before: number } {
  let before = 0;
  let cell = 0;
  for (let after = existing(counts[0]); after <= rank; after += existing(counts[cell])) {
    before = after;
    cell += 1;
  }
  return { cell, before };
}

function existing<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("A pass over the scores has given others than were expected.");
  return value;
}
