import type { PositionCounts } from "./numeral-counts.ts";
import type { Sample } from "./sample.ts";

/** Counts for all positions together: more than a plot could show, and an answer of about 100 KB. */
const MAX_COUNTS = 2 ** 13;

/** How often the symbols came at one position, in groups of neighbours. */
export interface SymbolFrequencies {
  /** 1 for the most significant digit. */
  readonly position: number;
  /** Symbols of each group: 1 each, unless there are too many to tell. */
  readonly sizes: readonly number[];
  /** Tokens that have a symbol of the group at this position. */
  readonly counts: readonly number[];
  /** The mean of each count, if the tokens are drawn at random. */
  readonly expected: readonly number[];
}

/** The counts of every position, at most 8,192 in all: where there are more, neighbours are added up. */
export function symbolFrequencies(counts: readonly PositionCounts[], { count }: Sample): SymbolFrequencies[] {
  const max = Math.max(1, Math.floor(MAX_COUNTS / counts.length));
  return counts.map(({ sizes, weights, total, row }, at) => {
    const width = Math.ceil(sizes.length / max);
    const expected = sumsOf(weights, width).map((weight) => (count * weight) / total);
    return { position: at + 1, sizes: sumsOf(sizes, width), counts: sumsOf(row, width), expected };
  });
}

/** The sums of each `width` neighbours; the last group may have fewer. */
function sumsOf(values: ArrayLike<number>, width: number): number[] {
  const sums = new Array<number>(Math.ceil(values.length / width)).fill(0);
  for (let at = 0; at < values.length; at++) {
    const group = Math.floor(at / width);
    sums[group] = (sums[group] ?? 0) + (values[at] ?? 0);
  }
  return sums;
}
