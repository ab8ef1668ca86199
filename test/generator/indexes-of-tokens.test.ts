import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { ff1Shape } from "../../src/generator/ff1/ff1-shape.ts";
import { indexesOfTokens } from "../../src/generator/indexes-of-tokens.ts";
import type { GeneratorLine } from "../../src/generator/line/line.ts";
import { permutationOf } from "../../src/generator/permutation.ts";
import { tokenOf } from "../../src/generator/scores/score.ts";
import {
  DICE,
  keyOf,
  keys,
  LARGEST_ALPHABET,
  lineOf,
  LOWER_LATIN,
  MIXED_WIDTHS,
  tokensIn,
  UPPER_EPCG30,
  UPPER_VOWELS,
} from "./support/lines.ts";

const LINES: readonly (readonly [string, GeneratorLine])[] = [
  ["a shuffle of two", lineOf("01", 1)],
  ["a shuffle of 7,776", lineOf(DICE, 5)],
  ["a shuffle of one digit", lineOf(LARGEST_ALPHABET, 1)],
  ["the largest shuffle", lineOf("01", 22)],
  ["the smallest cipher", lineOf("01", 23)],
  ["two digits", lineOf(LARGEST_ALPHABET, 2)],
  ["12 digits", lineOf(UPPER_EPCG30, 12)],
  ["halves of different lengths", lineOf(UPPER_EPCG30, 13)],
  ["halves of 63 bits", lineOf("01", 126)],
  ["halves of 2^64", lineOf("01", 128)],
  ["20 digits", lineOf(UPPER_EPCG30, 20)],
  ["mixed widths", lineOf(MIXED_WIDTHS, 9)],
  ["long, of mixed widths", lineOf(MIXED_WIDTHS, 43)],
  ["100 digits", lineOf(UPPER_VOWELS, 100)],
  ["1,000 digits of 65,536 symbols", lineOf(LARGEST_ALPHABET, 1_000)],
];

/** The tokens with those scores; their indexes are compared with what the reference says of one score after the other. */
function check(line: GeneratorLine, scores: readonly bigint[]): void {
  const alphabet = toAlphabet(line.chars);
  const permutation = permutationOf(line);
  const tokens = scores.map((score) => tokenOf(alphabet, line.digits, score));
  expect(indexesOfTokens(line, tokens), `${alphabet.symbols.length}^${line.digits}`).toEqual(
    scores.map((score) => permutation.inverse(score)),
  );
}

function sizeOf({ chars, digits }: GeneratorLine): bigint {
  return BigInt(Array.from(chars).length) ** BigInt(digits);
}

/** Digits whose halves lie just below, at or above `limit`, if any. */
function digitsAround(radix: number, limit: bigint): number[] {
  let half = 1;
  while (BigInt(radix) ** BigInt(half + 1) < limit) half += 1;
  return [2 * half - 1, 2 * half, 2 * half + 1, 2 * half + 2].filter((digits) => digits >= 2);
}

describe("the indexes of tokens", () => {
  it.each(LINES)("are those that the tokens were made with, from the first to the last: %s", (_, line) => {
    const size = sizeOf(line);
    const count = Number(size < 7n ? size : 7n);
    for (const first of new Set(
      [0n, size / 2n, size - BigInt(count)].filter((place) => place + BigInt(count) <= size),
    )) {
      expect(indexesOfTokens(line, tokensIn(chunk(line, first, count).bytes))).toEqual(
        Array.from({ length: count }, (_, at) => first + BigInt(at)),
      );
    }
  });

  it.each(LINES)(
    "are the reference's for the lowest and highest tokens and where the lower half runs over: %s",
    (_, line) => {
      const size = sizeOf(line);
      const lowBase = line.digits < 2 ? 1n : ff1Shape(Array.from(line.chars).length, line.digits).lowBase;
      check(
        line,
        [0n, 1n, lowBase - 1n, lowBase, lowBase + 1n, size / 2n, size - lowBase, size - 2n, size - 1n].filter(
          (score) => score >= 0n && score < size,
        ),
      );
    },
  );

  it.each([
    ["2^32", 2n ** 32n],
    ["2^64", 2n ** 64n],
    ["2^96", 2n ** 96n],
    ["2^128", 2n ** 128n],
  ])("are the reference's where halves are just below, at and above %s", (_, limit) => {
    for (const radix of [2, 3, 10, 30, 256, 257, 65_535, 65_536]) {
      for (const digits of digitsAround(radix, limit)) {
        const line = lineOf(Array.from(LARGEST_ALPHABET).slice(0, radix).join(""), digits, keyOf(radix));
        check(line, [0n, sizeOf(line) / 3n, sizeOf(line) - 1n]);
      }
    }
  });

  it("are the reference's for any line and token", () => {
    const [uniform, mixed] = [Array.from(LARGEST_ALPHABET), Array.from(MIXED_WIDTHS)];
    const digits = fc.oneof(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 150 }),
    );
    const numbers = fc.array(fc.bigInt({ min: 0n, max: 2n ** 1_300n }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), digits, keys, numbers, (radix, digits, key, places) => {
        const line = lineOf((radix <= mixed.length ? mixed : uniform).slice(0, radix).join(""), digits, key);
        const size = sizeOf(line);
        if (size > 2_000n && size <= 2n ** 22n) return; // whole tables take their time
        check(
          line,
          places.map((place) => place % size),
        );
      }),
      { seed: 20_260_301, numRuns: 400 },
    );
  });

  it("find every token of a shuffled line", () => {
    expect(indexesOfTokens(lineOf(DICE, 5), tokensIn(chunk(lineOf(DICE, 5), 0n, 7_776).bytes))).toEqual(
      Array.from({ length: 7_776 }, (_, index) => BigInt(index)),
    );
  });

  it("stand at their tokens' places, over several batches and between strings that are no tokens", () => {
    for (const line of [lineOf(DICE, 5), lineOf(UPPER_EPCG30, 12), lineOf(UPPER_VOWELS, 100)]) {
      const tokens = tokensIn(chunk(line, 0n, 7_775).bytes).flatMap((token, index) =>
        index % 3 === 0 ? ["", token, "?"] : [token, token],
      );
      const indexes = Array.from({ length: 7_775 }, (_, at) => BigInt(at)).flatMap((index) =>
        index % 3n === 0n ? [null, index, null] : [index, index],
      );
      expect(indexesOfTokens(line, tokens)).toEqual(indexes);
    }
  });

  it("do not depend on what is made between", () => {
    const [line, other] = [lineOf(UPPER_EPCG30, 12), lineOf(UPPER_VOWELS, 100)];
    const [tokens, others] = [tokensIn(chunk(line, 5n, 3).bytes), tokensIn(chunk(other, 8n, 3).bytes)];
    for (let time = 0; time < 3; time++) {
      expect(indexesOfTokens(line, tokens)).toEqual([5n, 6n, 7n]);
      expect(tokensIn(chunk(line, 5n, 3).bytes)).toEqual(tokens);
      expect(indexesOfTokens(other, others)).toEqual([8n, 9n, 10n]);
    }
  });

  it("differ under another key", () => {
    const tokens = tokensIn(chunk(lineOf(UPPER_EPCG30, 12), 0n, 100).bytes);
    const found = indexesOfTokens(lineOf(UPPER_EPCG30, 12, keyOf(2)), tokens);
    expect(found.filter((index) => index !== null && index < 1_000n)).toEqual([]);
  });

  it.each<readonly [string, GeneratorLine, string]>([
    ["a symbol of another alphabet", lineOf(LOWER_LATIN, 5), "abcdE"],
    ["a digit too few", lineOf(LOWER_LATIN, 5), "abcd"],
    ["a digit too many", lineOf(LOWER_LATIN, 5), "abcdef"],
    ["nothing", lineOf(LOWER_LATIN, 5), ""],
    ["a newline", lineOf(LOWER_LATIN, 5), "abcd\n"],
    ["NUL", lineOf(LOWER_LATIN, 5), "abcd\0"],
    ["a letter with a mark of its own", lineOf("aá", 30), "a\u0301".repeat(15)],
    ["as many code units, but half the symbols", lineOf("😀😁", 10), "😀".repeat(5)],
    ["a symbol too many of two code units", lineOf("a😀", 10), "😀".repeat(11)],
    ["high surrogates", lineOf("😀😁", 10), "\ud83d".repeat(10)],
    ["low surrogates", lineOf("😀😁", 10), "\ude00".repeat(20)],
    ["half a pair at the end", lineOf("😀😁", 10), `${"😀".repeat(9)}\ud83d`],
    ["half a pair before a whole one", lineOf("😀😁", 10), `\ud83d${"😀".repeat(9)}`],
    ["a pair turned round", lineOf("😀😁", 10), `${"😀".repeat(9)}\ude00\ud83d`],
    ["a million symbols", lineOf(LOWER_LATIN, 5), "a".repeat(1_000_000)],
    ["a million symbols for a long line", lineOf(LARGEST_ALPHABET, 1_000), "가".repeat(1_000_000)],
    ["a shuffled line's token and a blank", lineOf(DICE, 5), "⚀⚁⚂⚃⚄ "],
    ["another dice's symbol", lineOf(DICE, 5), "⚀⚁⚂⚃6"],
  ])("are null for %s", (_, line, string) => {
    expect(indexesOfTokens(line, [string])).toEqual([null]);
  });

  it("of no tokens are none", () => {
    expect(indexesOfTokens(lineOf(UPPER_EPCG30, 12), [])).toEqual([]);
  });

  it("are refused for lines that are none", () => {
    expect(() => indexesOfTokens(lineOf(DICE, 5, new Uint8Array(16)), ["⚀⚀⚀⚀⚀"])).toThrow(RangeError);
    expect(() => indexesOfTokens(lineOf(DICE, 1_001), [])).toThrow("1 to 1000 digits");
  });
});
