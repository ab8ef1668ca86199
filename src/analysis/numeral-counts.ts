import type { NumeralBatch } from "../generator/score-batch.ts";
import { MIN_EXPECTED, type Sample, scarcer } from "./sample.ts";

/** Counters for all positions together, 32 MiB: where symbols need more, neighbours share one. */
const MAX_COUNTERS = 2 ** 22;

/** How often the symbols of each group came at each position. */
export interface NumeralCounts {
  /** Symbols of each group of neighbours: 1 each, unless there are too few tokens or too many counters. */
  readonly sizes: readonly number[];
  /** A row of the groups' counts for each position. */
  readonly rows: readonly Float64Array[];
}

/**
 * Counts the symbols at every position.
 *
 * @throws {RangeError} When the batches are not of the sample: other digits, other symbols, or another count.
 */
export function countNumerals(batches: Iterable<NumeralBatch>, sample: Sample): NumeralCounts {
  const { radix, digits, count } = sample;
  const groups = groupCount(sample);
  const groupOf = groupTable(radix, groups);
  // One counter more in each row is for numerals that no symbol has.
  const width = groups + 1;
  const counts = new Float64Array(digits * width);
  let tokens = 0;
  for (const batch of batches) {
    if (batch.digits !== digits)
      throw new RangeError(`Tokens have ${digits} digits, but got numerals of ${batch.digits}.`);
    add(batch, groupOf, counts);
    tokens += batch.count;
  }
  if (tokens !== count) throw new RangeError(`The sample has ${count} tokens, but got the numerals of ${tokens}.`);
  const rows = Array.from({ length: digits }, (_, position) =>
    counts.subarray(position * width, (position + 1) * width),
  );
  if (rows.some((row) => row.at(-1) !== 0)) throw new RangeError(`Numerals are below ${radix}, but got others.`);
  return { sizes: groupSizes(groupOf, radix, groups), rows: rows.map((row) => row.subarray(0, groups)) };
}

function add({ count, digits, numerals }: NumeralBatch, groupOf: Uint32Array, counts: Float64Array): void {
  const width = counts.length / digits;
  for (let token = 0, at = 0; token < count; token++) {
    for (let row = 0; row < counts.length; row += width, at++) {
      const counter = row + (groupOf[numerals[at] ?? 0] ?? 0);
      counts[counter] = (counts[counter] ?? 0) + 1;
    }
  }
}

/** As many groups as symbols, unless the counters are too many or a group would be expected too seldom. */
function groupCount(sample: Sample): number {
  const { radix, digits } = sample;
  const max = Math.min(radix, Math.floor(MAX_COUNTERS / digits));
  const fewer = scarcer(sample);
  // So few say nothing in any grouping: none of these tests applies but that of an exhausted line, which wants every symbol.
  if (fewer < 2 * MIN_EXPECTED) return max;
  return Math.min(max, Math.floor(radix / Math.ceil((MIN_EXPECTED * radix) / fewer)));
}

/** The group of each numeral; what is no symbol belongs to the one after the last. */
function groupTable(radix: number, groups: number): Uint32Array {
  const groupOf = new Uint32Array(2 ** 16).fill(groups);
  for (let symbol = 0; symbol < radix; symbol++) groupOf[symbol] = Math.floor((symbol * groups) / radix);
  return groupOf;
}

function groupSizes(groupOf: Uint32Array, radix: number, groups: number): number[] {
  const sizes = new Array<number>(groups).fill(0);
  for (const group of groupOf.subarray(0, radix)) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}
