import { bitLength } from "./fraction.ts";
import type { SymbolWeights } from "./symbol-weights.ts";

/**
 * Tokens as what statistics calls an ordered sample without replacement: `count` different ones of `capacity`, in the order they came.
 *
 * That is the hypothesis of every test: all such samples are equally likely. It holds for any part of a line in random order, the first or a
 * later one, for a part is as likely to be one set of tokens as another as long as nobody has looked at the parts before.
 */
export interface Sample {
  /** The symbols of each digit. */
  readonly symbols: readonly SymbolWeights[];
  /** All tokens of that shape: where nothing is forbidden, the digits' radices multiplied. */
  readonly capacity: bigint;
  readonly count: number;
}

/**
 * How often a class must be expected, among the tokens and among those that are left, for its chi-square to be trusted.
 *
 * The usual 5 will do for a single test at one in a hundred. Ours are many, so each is judged far out in the tail: where chi-square says one in a
 * million, at 5 the exact chance can be four times as large; at 20 it is within twice.
 */
export const MIN_EXPECTED = 20;

/** (N − n)/(N − 1): by this the counts of a sample without replacement vary less than those of one with replacement. */
export function populationFactor({ capacity, count }: Sample): number {
  return quotient(capacity - BigInt(count), capacity - 1n);
}

/** The tokens or those that are left, whichever are fewer. */
export function scarcer({ capacity, count }: Sample): number {
  const left = capacity - BigInt(count);
  return left < BigInt(count) ? Number(left) : count;
}

/** `part / whole` to double precision, for whole numbers of any length with 0 ≤ part ≤ whole. */
export function quotient(part: bigint, whole: bigint): number {
  const shift = BigInt(Math.max(0, bitLength(whole) - 1000));
  return Number(part >> shift) / Number(whole >> shift);
}
