import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { capacity } from "../../src/alphabet/capacity.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { GENERATOR_VERSION, type GeneratorLine } from "../../src/generator/line/line.ts";
import { scoreOf } from "../../src/generator/scores/score.ts";

const EPCG30 = "0123456789ABCDEFGHKMNPRSTVWXYZ";

/** Fixed keys: the figures below are the same in every run. */
function lineOf(chars: string, digits: number, n = 0): GeneratorLine {
  return { version: GENERATOR_VERSION, key: createHash("sha256").update(`randomness ${n}`).digest(), chars, digits };
}

function tokensOf(line: GeneratorLine, count: number): string[] {
  return Buffer.from(chunk(line, 0n, count).bytes)
    .toString()
    .trimEnd()
    .split("\n");
}

/** Pearson's statistic of counts that should all be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** How often each order of five values came, by its rank among the 120. */
function orderCounts(fives: readonly (readonly number[])[]): number[] {
  const counts = new Array<number>(120).fill(0);
  for (const five of fives) {
    const rank = five.reduce(
      (sum, value, place) => sum * (5 - place) + five.slice(place + 1).filter((later) => later < value).length,
      0,
    );
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  return counts;
}

// 119 degrees of freedom: one run in a thousand lies below 77, and one above 173 (chi-square quantiles).
const ORDERS = { least: 77, most: 173 };

describe("a line's tokens", () => {
  it("come in each of the 120 orders of a five-element space equally often, over 6,000 keys", () => {
    const fives = Array.from({ length: 6_000 }, (_, n) =>
      tokensOf(lineOf("ABCDE", 1, n), 5).map((token) => token.charCodeAt(0)),
    );
    const statistic = chiSquare(orderCounts(fives));
    expect(statistic).toBeGreaterThan(ORDERS.least);
    expect(statistic).toBeLessThan(ORDERS.most);
  });

  it("come in each of the 120 orders equally often under FF1, five after five", () => {
    const tokens = tokensOf(lineOf(EPCG30, 12), 120_000);
    const fives = Array.from({ length: 24_000 }, (_, n) => {
      const five = tokens.slice(5 * n, 5 * n + 5);
      const sorted = five.toSorted((a, b) => (a < b ? -1 : 1)); // the alphabet is in code-unit order
      return five.map((token) => sorted.indexOf(token));
    });
    const statistic = chiSquare(orderCounts(fives));
    expect(statistic).toBeGreaterThan(ORDERS.least);
    expect(statistic).toBeLessThan(ORDERS.most);
  });

  it.each([
    ["UPPER_EPCG30 × 12", EPCG30, 12],
    ["UPPER_EPCG30 × 20", EPCG30, 20],
    ["AEIOU × 100", "AEIOU", 100],
  ])("of %s show every symbol equally often at every place", (_name, chars, digits) => {
    const { symbols } = toAlphabet(chars);
    const tokens = tokensOf(lineOf(chars, digits), 60_000);
    for (let place = 0; place < digits; place += 1) {
      const counts = new Map(symbols.map((symbol) => [symbol, 0]));
      for (const token of tokens) counts.set(token[place] ?? "", (counts.get(token[place] ?? "") ?? 0) + 1);
      // One place in a million lies above: 29 degrees of freedom 82, 4 degrees 34.
      expect(chiSquare([...counts.values()]), `place ${place}`).toBeLessThan(symbols.length === 30 ? 82 : 34);
    }
  });

  it.each([
    ["UPPER_EPCG30 × 12 (FF1)", EPCG30, 12, 20_000],
    ["UPPER_EPCG30 × 20 (FF1)", EPCG30, 20, 20_000],
    ["AEIOU × 9 (shuffled)", "AEIOU", 9, 20_000],
  ])("of %s tell nothing of the next one", (_name, chars, digits, count) => {
    const alphabet = toAlphabet(chars);
    const total = Number(capacity(alphabet, digits));
    const scores = tokensOf(lineOf(chars, digits), count).map(
      (token) => Number(scoreOf(alphabet, token)) / total - 0.5,
    );
    const products = scores.slice(1).map((score, index) => score * (scores[index] ?? 0));
    const correlation = (12 * products.reduce((sum, product) => sum + product, 0)) / products.length;
    // Of independent scores the correlation has the standard deviation 1/√n: four of them are left 6 times in 100,000.
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count));
  });

  it("would be told from those of a counter by the same statistics", () => {
    const tokens = Array.from({ length: 60_000 }, (_, index) => index.toString(5).padStart(12, "0"));
    const firsts = ["0", "1", "2", "3", "4"].map((symbol) => tokens.filter((token) => token[5] === symbol).length);
    expect(chiSquare(firsts)).toBeGreaterThan(34);
    const fives = Array.from({ length: 12_000 }, (_, n) => [0, 1, 2, 3, 4].map((i) => 5 * n + i));
    expect(chiSquare(orderCounts(fives))).toBeGreaterThan(ORDERS.most);
  });
});
