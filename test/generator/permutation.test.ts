import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { permutationOf } from "../../src/generator/permutation.ts";
import { scoreOf } from "../../src/generator/scores/score.ts";
import {
  DICE,
  keyOf,
  LARGEST_ALPHABET,
  lineOf,
  LOWER_LATIN,
  MIXED_WIDTHS,
  tokensIn,
  UPPER_EPCG30,
  UPPER_VOWELS,
} from "./support/lines.ts";

const LINES: readonly (readonly [string, string, number])[] = [
  ["a shuffle of two", "01", 1],
  ["a shuffle of 7,776", DICE, 5],
  ["the largest shuffle", "01", 22],
  ["the smallest cipher", "01", 23],
  ["five letters", LOWER_LATIN, 5],
  ["UPPER_EPCG30 × 12", UPPER_EPCG30, 12],
  ["UPPER_EPCG30 × 13", UPPER_EPCG30, 13],
  ["mixed widths", MIXED_WIDTHS, 9],
  ["UPPER_EPCG30 × 20", UPPER_EPCG30, 20],
  ["5 letters × 100 digits", UPPER_VOWELS, 100],
  ["65,536 letters × 4", LARGEST_ALPHABET, 4],
  ["65,536 letters × 1,000 digits", LARGEST_ALPHABET, 1_000],
];

describe("a line's permutation", () => {
  it.each(LINES)("undoes itself, and gives the scores of the line's tokens: %s", (_, chars, digits) => {
    const line = lineOf(chars, digits, keyOf(9));
    const alphabet = toAlphabet(chars);
    const size = BigInt(alphabet.symbols.length) ** BigInt(digits);
    const permutation = permutationOf(line);
    for (const index of new Set([0n, 1n, size / 3n, size / 2n, size - 1n])) {
      const score = permutation.forward(index);
      expect(permutation.inverse(score)).toBe(index);
      expect(permutation.forward(permutation.inverse(index))).toBe(index);
      expect(tokensIn(chunk(line, index, 1).bytes).map((token) => scoreOf(alphabet, token))).toEqual([score]);
    }
  });

  it("finds the index of every token of a shuffled line", () => {
    const permutation = permutationOf(lineOf(DICE, 5));
    for (let index = 0n; index < 7_776n; index++) expect(permutation.inverse(permutation.forward(index))).toBe(index);
  });

  it.each(LINES.slice(1, 6))("refuses numbers outside the line: %s", (_, chars, digits) => {
    const permutation = permutationOf(lineOf(chars, digits));
    const size = BigInt(chars.length) ** BigInt(digits);
    for (const wrong of [-1n, size]) {
      expect(() => permutation.forward(wrong)).toThrow(RangeError);
      expect(() => permutation.inverse(wrong)).toThrow(RangeError);
    }
  });
});
