import { COLUMN_LENGTH, type Column, type Grid, type Totals } from "./column.ts";

/** Numbers of up to 64 bits and a sign: number i is `high`[i] × 2^32 + `low`[i]. */
export class NarrowColumn implements Column {
  count = 0;
  /** Whole numbers, possibly negative. */
  readonly high = new Float64Array(COLUMN_LENGTH);
  readonly low = new Uint32Array(COLUMN_LENGTH);

  totals(): Totals {
    const { minimum, maximum } = this.extremes();
    return { minimum: this.at(minimum), maximum: this.at(maximum), sum: this.sum(), squares: this.squares() };
  }

  countInto(grid: Grid, counts: Float64Array): void {
    const { count, high, low } = this;
    const { cells } = grid;
    const start = startOf(grid);
    for (let at = 0; at < count; at++) {
      const cell = cellOf(high[at] ?? 0, low[at] ?? 0, start);
      if (cell >= 0 && cell < cells) counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }

  collectInto(grid: Grid, found: bigint[]): void {
    const { count, high, low } = this;
    const middle = (grid.cells - 1) / 2;
    const start = startOf(grid);
    for (let at = 0; at < count; at++) {
      const cell = cellOf(high[at] ?? 0, low[at] ?? 0, start);
      if (Math.abs(cell - middle) <= middle) found.push(this.at(at)); // one comparison that seldom holds; of two, the first holds half of the time
    }
  }

  doublesInto(doubles: Float64Array): void {
    const { count, high, low } = this;
    for (let at = 0; at < count; at++) doubles[at] = (high[at] ?? 0) * 2 ** 32 + (low[at] ?? 0);
  }

  /** The indexes of the least and the greatest number. */
  private extremes(): { minimum: number; maximum: number } {
    const { count, high, low } = this;
    let minimum = 0;
    let maximum = 0;
    let [minHigh = 0] = high;
    let [minLow = 0] = low;
    let [maxHigh, maxLow] = [minHigh, minLow];
    for (let at = 1; at < count; at++) {
      const h = high[at] ?? 0;
      const l = low[at] ?? 0;
      if (h < minHigh || (h === minHigh && l < minLow)) [minimum, minHigh, minLow] = [at, h, l];
      if (h > maxHigh || (h === maxHigh && l > maxLow)) [maximum, maxHigh, maxLow] = [at, h, l];
    }
    return { minimum, maximum };
  }

  private sum(): bigint {
    const { count, high, low } = this;
    let highs = 0;
    let lows = 0;
    for (let at = 0; at < count; at++) {
      highs += high[at] ?? 0;
      lows += low[at] ?? 0;
    }
    return join([lows, highs], 32n);
  }

  /** The sum of the squares, by products of pieces of 16 bits: below 2^34 each, so 2^12 of them are summed exactly. */
  private squares(): bigint {
    const { count, high, low } = this;
    let [s0, s1, s2, s3, s4, s5, s6] = [0, 0, 0, 0, 0, 0, 0];
    for (let at = 0; at < count; at++) {
      const h = high[at] ?? 0;
      const l = low[at] ?? 0;
      const d = Math.floor(h / 65_536); // of a delta it has the sign
      const c = h - d * 65_536;
      const b = l >>> 16;
      const a = l & 0xffff;
      s0 += a * a;
      s1 += 2 * a * b;
      s2 += 2 * a * c + b * b;
      s3 += 2 * (a * d + b * c);
      s4 += 2 * b * d + c * c;
      s5 += 2 * c * d;
      s6 += d * d;
    }
    return join([s0, s1, s2, s3, s4, s5, s6], 16n);
  }

  private at(at: number): bigint {
    return join([this.low[at] ?? 0, this.high[at] ?? 0], 32n);
  }
}

/** The sum of whole numbers, each weighing 2^`bits` times the one before. */
function join(parts: readonly number[], bits: bigint): bigint {
  return parts.reduceRight((sum, part) => (sum << bits) + BigInt(part), 0n);
}

/** What a difference of low words, which keep it modulo 2^32, leaves to the high ones: −1 or 0. Half of them are negative, so arithmetic is faster than a branch. */
export function carryOf(difference: number): number {
  return Math.floor(difference * 2 ** -32);
}

/** A grid's start, and what turns a distance from it into cells. */
interface Start {
  readonly high: number;
  readonly low: number;
  readonly highScale: number;
  readonly lowScale: number;
}

function startOf({ from, shift }: Grid): Start {
  return {
    high: Number(from >> 32n),
    low: Number(BigInt.asUintN(32, from)),
    highScale: 2 ** (32 - shift),
    lowScale: shift < 32 ? 2 ** -shift : 0, // the low word is less than a cell
  };
}

/** The cell of a number; negative, or above all, outside the grid. Exact for up to 2^20 cells: the sum has at most 52 bits. */
function cellOf(high: number, low: number, start: Start): number {
  const rest = low - start.low;
  return Math.floor((high - start.high + carryOf(rest)) * start.highScale + (rest >>> 0) * start.lowScale);
}
