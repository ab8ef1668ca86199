import { createHash } from "node:crypto";
import { presetOf } from "../../src/alphabet/presets.ts";
import { GENERATOR_VERSION, type GeneratorLine } from "../../src/generator/line/line.ts";

/** A kind of line whose tokens are judged. */
export interface Shape {
  readonly name: string;
  readonly chars: string;
  readonly digits: number;
  /** Tokens taken of each line before the next key's begins. */
  readonly tokensPerLine: bigint;
  /** Dieharder's tests to run. */
  readonly tests: readonly number[];
}

const preset = (id: string) => presetOf(id)?.chars ?? "";

/** Dieharder's tests but for those that it calls suspect or not to be used itself, and for three that take longer than all others together. */
export const ALL: readonly number[] = [0, 1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 15, 16, 100, 101, 102, 202, 204, 205, 206, 207, 208, 209];

/**
 * Those that need few bits, as each key's table is made for a part of it, and that do not count tuples of many bits (102): sampled
 * without replacement these come more evenly than random ones, from a perfect shuffle as well.
 */
const FRUGAL: readonly number[] = [0, 11, 15, 100, 101, 204];

/** Each permutation and each class of halves; of small spaces a part of many lines, for an exhausted one is too even to be random. */
export const SHAPES: readonly Shape[] = [
  { name: "UPPER_EPCG30 × 12 (FF1, halves below 2^32)", chars: preset("UPPER_EPCG30"), digits: 12, tokensPerLine: 10n ** 12n, tests: ALL },
  { name: "UPPER_EPCG30 × 20 (FF1, halves below 2^64)", chars: preset("UPPER_EPCG30"), digits: 20, tokensPerLine: 10n ** 12n, tests: ALL },
  { name: "AEIOU × 100 (FF1, longer halves)", chars: "AEIOU", digits: 100, tokensPerLine: 10n ** 12n, tests: ALL },
  { name: "BASE16 × 8, a million of each line (FF1)", chars: preset("BASE16"), digits: 8, tokensPerLine: 10n ** 6n, tests: ALL },
  { name: "BASE16 × 5, 3 % of each line (shuffled)", chars: preset("BASE16"), digits: 5, tokensPerLine: 32_768n, tests: FRUGAL },
];

/** The line of a shape's n-th key. The keys are fixed, so that a report can be made again. */
export function lineOf({ name, chars, digits }: Shape, n: number): GeneratorLine {
  return { version: GENERATOR_VERSION, key: createHash("sha256").update(`evidence ${name} ${n}`).digest(), chars, digits };
}
