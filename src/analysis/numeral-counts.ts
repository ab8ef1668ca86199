import type { NumeralBatch } from "../generator/score-batch.ts";
import { MIN_EXPECTED, type Sample, scarcer } from "./sample.ts";
import type { SymbolWeights } from "./symbol-weights.ts";

/** Counters for all positions together, 32 MiB: where symbols need more, neighbours share one. */
const MAX_COUNTERS = 2 ** 22;

/** How often the symbols of each group came at one position. */
export interface PositionCounts {
  /** Symbols of each group of neighbours: 1 each, unless there are too few tokens or too many counters. */
  readonly sizes: readonly number[];
  /** Of all tokens that the line can write, `weights[i] / total` have a symbol of the group. */
  readonly weights: readonly number[];
  readonly total: number;
  /** Tokens with a symbol of each group. */
  readonly row: Float64Array;
}

/**
 * Counts the symbols at every position.
 *
 * @throws {RangeError} When the batches are not of the sample: other digits, symbols that no token has there, or another count.
 */
export function countNumerals(batches: Iterable<NumeralBatch>, sample: Sample): PositionCounts[] {
  const { symbols, count } = sample;
  const digits = symbols.length;
  const groupings = groupingsOf(sample);
  // One counter more in each row is for numerals that no symbol has, or none that a token may have there.
  const rows = groupings.map(({ sizes }) => new Float64Array(sizes.length + 1));
  let tokens = 0;
  for (const batch of batches) {
    if (batch.digits !== digits)
      throw new RangeError(`Tokens have ${digits} digits, but got numerals of ${batch.digits}.`);
    for (const [position, { groupOf }] of groupings.entries())
      add(batch, position, groupOf, rows[position] ?? new Float64Array());
    tokens += batch.count;
  }
  if (tokens !== count) throw new RangeError(`The sample has ${count} tokens, but got the numerals of ${tokens}.`);
  return groupings.map(({ groupOf: _, ...grouping }, position) => {
    const row = rows[position] ?? new Float64Array();
    if (row.at(-1) !== 0)
      throw new RangeError(`Digit ${position + 1} has ${symbols[position]?.radix ?? 0} symbols, but got another.`);
    return { ...grouping, row: row.subarray(0, -1) };
  });
}

function add(
  { count, digits, numerals }: NumeralBatch,
  position: number,
  groupOf: Uint32Array,
  row: Float64Array,
): void {
  for (let at = position, end = count * digits; at < end; at += digits) {
    const group = groupOf[numerals[at] ?? 0] ?? 0;
    row[group] = (row[group] ?? 0) + 1;
  }
}

/** How the symbols of a position are counted. */
interface Grouping extends Omit<PositionCounts, "row"> {
  /** The group of each numeral; what no token has there belongs to the one after the last. */
  readonly groupOf: Uint32Array;
}

/** Positions whose symbols come alike are counted by the same table. */
function groupingsOf(sample: Sample): Grouping[] {
  const max = Math.floor(MAX_COUNTERS / sample.symbols.length);
  const made = new Map<SymbolWeights, Grouping>();
  return sample.symbols.map((symbols) => {
    const grouping = made.get(symbols) ?? toGrouping(symbols, Math.min(symbols.radix, max), scarcer(sample));
    made.set(symbols, grouping);
    return grouping;
  });
}

function toGrouping({ radix, weights }: SymbolWeights, max: number, fewer: number): Grouping {
  const groups = weights === null ? evenGroups(radix, max, fewer) : unevenGroups(weights, max, fewer);
  const last = (groups.at(-1) ?? 0) + 1;
  const sizes = new Array<number>(last).fill(0);
  const sums = new Array<number>(last).fill(0);
  const groupOf = new Uint32Array(2 ** 16).fill(last);
  for (const [symbol, group] of groups.entries()) {
    const weight = weights === null ? 1 : (weights[symbol] ?? 0);
    sizes[group] = (sizes[group] ?? 0) + 1;
    sums[group] = (sums[group] ?? 0) + weight;
    if (weight > 0) groupOf[symbol] = group;
  }
  return { sizes, weights: sums, total: sumOf(sums), groupOf };
}

/** As many groups as symbols, unless the counters are too many or a group would be expected too seldom; as equal as possible. */
function evenGroups(radix: number, max: number, fewer: number): Uint32Array {
  // So few say nothing in any grouping: none of these tests applies but that of an exhausted line, which wants every symbol.
  const most = fewer < 2 * MIN_EXPECTED ? max : Math.floor(radix / Math.ceil((MIN_EXPECTED * radix) / fewer));
  const groups = Math.min(max, most);
  return Uint32Array.from({ length: radix }, (_, symbol) => Math.floor((symbol * groups) / radix));
}

/** A group ends with the symbol by which it is expected often enough; what is left at the end belongs to the last. */
function unevenGroups(weights: Float64Array, max: number, fewer: number): Uint32Array {
  const total = sumOf(weights);
  const enough = fewer < 2 * MIN_EXPECTED ? 0 : (MIN_EXPECTED * total) / fewer;
  const least = Math.max(enough, weights.length <= max ? ROUNDING * total : total / max);
  let [group, weight, left] = [0, 0, total];
  return Uint32Array.from(weights, (each) => {
    const own = group;
    weight += each;
    left -= each;
    if (weight >= least && left >= least) [group, weight] = [group + 1, 0];
    return own;
  });
}

/** Less than this of all tokens is none: what is left of a sum whose parts were subtracted. */
const ROUNDING = 1e-12;

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
