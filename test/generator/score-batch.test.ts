import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { chunk } from "../../src/generator/chunk.ts";
import type { GeneratorLine } from "../../src/generator/line/line.ts";
import { permutationOf } from "../../src/generator/permutation.ts";
import { numeralBatches, type ScoreBatch, scoreBatches } from "../../src/generator/score-batch.ts";
import { scoreOf } from "../../src/generator/scores/score.ts";
import {
  anyTokens,
  DICE,
  lineOf,
  LINES_OF_EVERY_KIND,
  MIXED_WIDTHS,
  numeralsOf,
  placesIn,
  tokensIn,
  UPPER_EPCG30,
  UPPER_VOWELS,
} from "./support/lines.ts";

function scoresIn({ count, word32s, scores }: ScoreBatch): bigint[] {
  expect(scores).toHaveLength(count * word32s);
  return Array.from({ length: count }, (_, token) =>
    scores
      .subarray(token * word32s, (token + 1) * word32s)
      .reduceRight((score, word) => (score << 32n) + BigInt(word), 0n),
  );
}

/** All scores of a range; each batch is read before the next is made, which goes over it. */
function scoresFrom(line: GeneratorLine, first: bigint, count: number): bigint[] {
  const scores: bigint[] = [];
  for (const batch of scoreBatches(line, { first, count: BigInt(count) })) scores.push(...scoresIn(batch));
  return scores;
}

function numeralsFrom(line: GeneratorLine, first: bigint, count: number): number[] {
  const numerals: number[] = [];
  for (const batch of numeralBatches(line, { first, count: BigInt(count) })) {
    expect([batch.digits, batch.numerals.length]).toEqual([line.digits, batch.count * line.digits]);
    for (const numeral of batch.numerals) numerals.push(numeral);
  }
  return numerals;
}

/** Compares with one number after the other. */
function check(line: GeneratorLine, first: bigint, count: number): void {
  const radix = Array.from(line.chars).length;
  const permutation = permutationOf(line);
  const expected = Array.from({ length: count }, (_, at) => permutation.forward(first + BigInt(at)));
  const name = `${radix}^${line.digits} from ${first}`;
  expect(scoresFrom(line, first, count), name).toEqual(expected);
  expect(numeralsFrom(line, first, count), name).toEqual(
    expected.flatMap((score) => numeralsOf(score, radix, line.digits)),
  );
}

describe("scores in bulk", () => {
  it.each(LINES_OF_EVERY_KIND)(
    "are the permuted numbers, and so are the numerals, wherever a range lies: %s",
    (_, line, word32s) => {
      for (const first of placesIn(line, 6n)) check(line, first, 6);
      expect([...scoreBatches(line, { first: 0n, count: 2n })].map((batch) => batch.word32s)).toEqual([word32s]);
    },
  );

  it("are so for any line", () => {
    fc.assert(
      fc.property(anyTokens, ({ line, first, count }) => {
        check(line, first, count);
      }),
      { seed: 20_260_201, numRuns: 100 },
    );
  });

  it("are the ranks of the tokens that are written", () => {
    for (const [, line] of LINES_OF_EVERY_KIND) {
      const alphabet = toAlphabet(line.chars);
      expect(scoresFrom(line, 1n, 5)).toEqual(
        tokensIn(chunk(line, 1n, 5).bytes).map((token) => scoreOf(alphabet, token)),
      );
    }
  });

  it("are each number once when the line is exhausted", () => {
    expect(scoresFrom(lineOf(DICE, 5), 0n, 7_776).sort((a, b) => Number(a - b))).toEqual(
      Array.from({ length: 7_776 }, (_, score) => BigInt(score)),
    );
  });

  it("do not depend on how a range is cut into batches", () => {
    for (const line of [
      lineOf(DICE, 6),
      lineOf(UPPER_EPCG30, 12),
      lineOf(MIXED_WIDTHS, 10),
      lineOf(UPPER_VOWELS, 100),
    ]) {
      const count = 15_000;
      const [numerals, scores] = [numeralsFrom(line, 7n, count), scoresFrom(line, 7n, count)];
      expect([scores.length, numerals.length]).toEqual([count, count * line.digits]);
      const counts = [...scoreBatches(line, { first: 7n, count: BigInt(count) })].map((batch) => batch.count);
      expect(counts.length).toBeGreaterThan(2);
      for (const at of [counts[0] ?? 0, (counts[0] ?? 0) * 2, 14_990]) {
        expect(scores.slice(at - 3, at + 3)).toEqual(scoresFrom(line, BigInt(7 + at - 3), 6));
        expect(numerals.slice((at - 3) * line.digits, (at + 3) * line.digits)).toEqual(
          numeralsFrom(line, BigInt(7 + at - 3), 6),
        );
      }
    }
  });

  it("stay as they are while numerals, tokens and other lines are made between", () => {
    const [line, other] = [lineOf(UPPER_EPCG30, 12), lineOf(UPPER_EPCG30, 20)];
    const range = { first: 0n, count: 20_000n };
    const [own, others, numerals] = [
      scoreBatches(line, range),
      scoreBatches(other, range),
      numeralBatches(line, range),
    ];
    const found: bigint[] = [];
    for (const batch of own) {
      others.next();
      const { value } = numerals.next();
      chunk(line, 0n, 100);
      found.push(...scoresIn(batch));
      expect(Array.from(value?.numerals.subarray(0, 12) ?? [])).toEqual(numeralsOf(scoresIn(batch)[0] ?? 0n, 30, 12));
    }
    expect(found).toEqual(scoresFrom(line, 0n, 20_000));
  });

  it("of no tokens are no batch, even at the end of the line", () => {
    expect([
      ...scoreBatches(lineOf(DICE, 5), { first: 7_776n, count: 0n }),
      ...numeralBatches(lineOf(DICE, 5), { first: 0n, count: 0n }),
    ]).toEqual([]);
  });

  it.each([
    [-1n, 1n],
    [0n, 7_777n],
    [7_776n, 1n],
    [0n, -1n],
  ])("refuse to leave the line: %s, %s tokens", (first, count) => {
    expect(() => scoreBatches(lineOf(DICE, 5), { first, count }).next()).toThrow(RangeError);
    expect(() => numeralBatches(lineOf(DICE, 5), { first, count }).next()).toThrow(RangeError);
  });
});
