import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../../src/alphabet/alphabet.ts";
import { groupDigits, GROUP_LIMIT, power, writeNumerals } from "../../../src/generator/text/digit-groups.ts";
import { scoreOf, tokenOf } from "../../../src/generator/scores/score.ts";
import { DICE, LARGEST_ALPHABET, LOWER_LATIN, numeralsOf } from "../support/lines.ts";

describe("score and token", () => {
  it("are each other's inverse, at any length up to 1,000 digits", () => {
    const alphabets = ["01", DICE, LOWER_LATIN, LARGEST_ALPHABET.slice(0, 2_000)].map(toAlphabet);
    fc.assert(
      fc.property(
        fc.constantFrom(...alphabets),
        fc.integer({ min: 1, max: 1_000 }),
        fc.bigInt({ min: 0n, max: 2n ** 10_000n }),
        (alphabet, digits, number) => {
          const score = number % BigInt(alphabet.symbols.length) ** BigInt(digits);
          const token = tokenOf(alphabet, digits, score);
          expect(Array.from(token)).toHaveLength(digits);
          expect(scoreOf(alphabet, token)).toBe(score);
        },
      ),
      { seed: 20_260_106, numRuns: 100 },
    );
  });

  it("count as reading a number does, the first symbol the most significant", () => {
    expect(tokenOf(toAlphabet("0123456789"), 25, 1_234_567_890_123_456_789_012_345n)).toBe("1234567890123456789012345");
    expect(tokenOf(toAlphabet(DICE), 5, 7_775n)).toBe("⚅⚅⚅⚅⚅");
    expect(scoreOf(toAlphabet(LOWER_LATIN), "aba")).toBe(26n);
  });

  it("write the largest alphabet's numerals exactly", () => {
    const alphabet = toAlphabet(LARGEST_ALPHABET);
    const score = 65_536n ** 1_000n - 65_537n;
    const expected = numeralsOf(score, 65_536, 1_000).map((numeral) => alphabet.symbols[numeral]);
    expect(tokenOf(alphabet, 1_000, score)).toBe(expected.join(""));
  });

  it("name no token for a score outside the space", () => {
    expect(() => tokenOf(toAlphabet(DICE), 5, 7_776n)).toThrow(RangeError);
    expect(() => tokenOf(toAlphabet(DICE), 5, -1n)).toThrow(RangeError);
  });

  it.each(["", "⚀⚁x", "⚀⚁\n", "\u{d83d}", "⚀".repeat(1_001), "⚀".repeat(1_000_000)])(
    "know no score of a string that is no token, case %#",
    (token) => {
      expect(scoreOf(toAlphabet(DICE), token)).toBeNull();
    },
  );
});

describe("groups", () => {
  it("are as long as stays below 2^48 and cover all digits", () => {
    for (const radix of [2, 3, 5, 10, 30, 1_000, 65_535, 65_536]) {
      for (const digits of [1, 2, 3, 4, 47, 48, 49, 100, 1_000]) {
        const layout = groupDigits(radix, digits);
        expect(layout.reduce((sum, length) => sum + length, 0)).toBe(digits);
        expect(layout.every((length) => BigInt(radix) ** BigInt(length) <= BigInt(GROUP_LIMIT))).toBe(true);
        expect(layout.slice(1).every((length) => BigInt(radix) ** BigInt(length + 1) > BigInt(GROUP_LIMIT))).toBe(true);
      }
    }
  });

  it("give exact numerals up to their limit, where a quotient would round", () => {
    for (const radix of [2, 3, 5, 6, 7, 10, 26, 30, 62, 641, 65_535, 65_536]) {
      const [digits = 1] = groupDigits(radix, 48).slice(-1);
      const base = power(radix, digits);
      for (const group of [0, 1, radix - 1, radix, base / radix - 1, base / radix, base - radix, base - 2, base - 1]) {
        const numerals = new Uint16Array(digits + 2).fill(9);
        writeNumerals(group, radix, numerals, { start: 1, digits });
        expect(Array.from(numerals)).toEqual([9, ...numeralsOf(BigInt(group), radix, digits), 9]);
      }
    }
  });
});
