import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { chunk } from "../../src/generator/chunk.ts";
import type { GeneratorLine } from "../../src/generator/line/line.ts";
import { permutationOf } from "../../src/generator/permutation.ts";
import { scoreChunk } from "../../src/generator/score-chunk.ts";
import { scoreOf } from "../../src/generator/scores/score.ts";
import {
  anyTokens,
  DICE,
  keyOf,
  lineOf,
  LINES_OF_EVERY_KIND,
  MIXED_WIDTHS,
  placesIn,
  tokensIn,
  UPPER_EPCG30,
  UPPER_VOWELS,
} from "./support/lines.ts";

const KINDS = ["score", "delta"] as const;

function textOf(line: GeneratorLine, first: bigint, count: number, kind: (typeof KINDS)[number]): string {
  return Buffer.from(scoreChunk(line, { first, count }, kind).bytes).toString("latin1");
}

/** Compares with one score after the other, and their differences. */
function check(line: GeneratorLine, first: bigint, tokens: number): void {
  const permutation = permutationOf(line);
  const scores = Array.from({ length: tokens }, (_, at) => permutation.forward(first + BigInt(at)));
  const deltas = scores.slice(1).map((score, at) => score - (scores[at] ?? 0n));
  const name = `${Array.from(line.chars).length}^${line.digits} from ${first}`;
  expect(textOf(line, first, tokens, "score"), name).toBe(scores.map((score) => `${score}\n`).join(""));
  expect(textOf(line, first, tokens - 1, "delta"), name).toBe(deltas.map((delta) => `${delta}\n`).join(""));
}

describe("a chunk of scores or deltas", () => {
  it.each(LINES_OF_EVERY_KIND)("writes the permuted numbers and their differences, wherever it lies: %s", (_, line) => {
    for (const first of placesIn(line, 8n)) check(line, first, 8);
  });

  it("does so for any line", () => {
    fc.assert(
      fc.property(anyTokens, ({ line, first, count }) => {
        check(line, first, count);
      }),
      { seed: 20_260_202, numRuns: 100 },
    );
  });

  it("has the ranks of the tokens of the data, and their differences", () => {
    for (const line of [lineOf(DICE, 5), lineOf(MIXED_WIDTHS, 7), lineOf(UPPER_VOWELS, 60)]) {
      const alphabet = toAlphabet(line.chars);
      const ranks = tokensIn(chunk(line, 1_000n, 500).bytes).map((token) => scoreOf(alphabet, token) ?? -1n);
      expect(textOf(line, 1_000n, 500, "score").split("\n").slice(0, -1).map(BigInt)).toEqual(ranks);
      expect(textOf(line, 1_000n, 499, "delta").split("\n").slice(0, -1).map(BigInt)).toEqual(
        ranks.slice(1).map((rank, at) => rank - (ranks[at] ?? 0n)),
      );
    }
  });

  it("makes a score file of DICE × 5 of 37,769 bytes, the last newline left out", () => {
    for (const seed of [1, 2, 3])
      expect(textOf(lineOf(DICE, 5, keyOf(seed)), 0n, 7_776, "score").slice(0, -1)).toHaveLength(37_769);
  });

  it("has deltas that lead from the first score to every other", () => {
    const line = lineOf(UPPER_EPCG30, 12);
    const scores = textOf(line, 9n, 20_000, "score").split("\n").slice(0, -1).map(BigInt);
    const deltas = textOf(line, 9n, 19_999, "delta").split("\n").slice(0, -1).map(BigInt);
    expect(deltas).toHaveLength(19_999);
    let score = scores[0] ?? 0n;
    expect([score, ...deltas.map((delta) => (score += delta))]).toEqual(scores);
    const falling = deltas.filter((delta) => delta < 0n).length;
    expect([falling > 9_000, falling < 11_000]).toEqual([true, true]);
  });

  it.each(KINDS)("has the same bytes however the range is cut: %s", (kind) => {
    const lines = [
      lineOf(DICE, 5),
      lineOf("01", 23),
      lineOf(UPPER_EPCG30, 12),
      lineOf(UPPER_EPCG30, 20),
      lineOf(MIXED_WIDTHS, 10),
      lineOf(UPPER_VOWELS, 100),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.bigInt({ min: 0n, max: 2n ** 10n }),
        fc.array(fc.integer({ min: 0, max: 1_200 }), { minLength: 1, maxLength: 5 }),
        (line, first, counts) => {
          let next = first;
          const parts = counts.map((count) => {
            const text = textOf(line, next, count, kind);
            next += BigInt(count);
            return text;
          });
          expect(parts.join("")).toBe(textOf(line, first, Number(next - first), kind));
        },
      ),
      { seed: 20_260_203, numRuns: 40 },
    );
  });

  it.each([
    ["shuffled", lineOf(DICE, 6)],
    ["short", lineOf(UPPER_EPCG30, 12)],
    ["long", lineOf(UPPER_EPCG30, 20)],
    ["wide", lineOf(UPPER_VOWELS, 100)],
  ])("is right where batches meet: %s", (_, line) => {
    for (const kind of KINDS) {
      const written = textOf(line, 3n, 16_000, kind).split("\n");
      expect(written).toHaveLength(16_001);
      const cut = Array.from({ length: 160 }, (_, at) => textOf(line, BigInt(3 + 100 * at), 100, kind)).join("");
      expect(written.join("\n")).toBe(cut);
    }
  });

  it("owns a buffer of exactly its bytes, and a register that changes no other", () => {
    for (const kind of KINDS) {
      const { bytes, register, count } = scoreChunk(lineOf(UPPER_EPCG30, 12), { first: 0n, count: 100 }, kind);
      expect([bytes.buffer.byteLength, bytes.at(-1), count]).toEqual([bytes.byteLength, 0x0a, 100]);
      expect(register).toEqual(new Uint32Array(12));
    }
  });

  it("takes every token of the line, and one fewer for deltas", () => {
    const line = lineOf(DICE, 5);
    expect(scoreChunk(line, { first: 0n, count: 7_776 }, "score").count).toBe(7_776);
    expect(scoreChunk(line, { first: 0n, count: 7_775 }, "delta").count).toBe(7_775);
    expect(() => scoreChunk(line, { first: 0n, count: 7_776 }, "delta")).toThrow(RangeError);
    expect(() => scoreChunk(line, { first: 1n, count: 7_776 }, "score")).toThrow(RangeError);
    for (const kind of KINDS)
      for (const count of [-1, 0.5, Number.NaN])
        expect(() => scoreChunk(line, { first: 0n, count }, kind)).toThrow(RangeError);
  });

  it("may be empty, even at the end of the line", () => {
    for (const kind of KINDS)
      expect(scoreChunk(lineOf(DICE, 5), { first: 7_776n, count: 0 }, kind)).toMatchObject({
        count: 0,
        bytes: new Uint8Array(),
      });
  });
});
