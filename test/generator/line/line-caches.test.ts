import { describe, expect, it } from "vitest";
import { chunk } from "../../../src/generator/chunk.ts";
import { indexesOfTokens } from "../../../src/generator/indexes-of-tokens.ts";
import { kernel } from "../../../src/generator/kernel/kernel.ts";
import { cacheName, forgetAllLines, forgetLine, keptBytes } from "../../../src/generator/line/line-caches.ts";
import type { GeneratorLine } from "../../../src/generator/line/line.ts";
import { scoreBatches } from "../../../src/generator/score-batch.ts";
import { scoreChunk } from "../../../src/generator/score-chunk.ts";
import { scoresOf } from "../../../src/generator/shuffle/shuffled-line.ts";
import { DICE, keyOf, lineOf, tokensIn, UPPER_EPCG30 } from "../support/lines.ts";

const SHUFFLED: GeneratorLine = { ...lineOf(DICE, 5, keyOf(7)), id: "shuffled" };
const ENCIPHERED: GeneratorLine = { ...lineOf(UPPER_EPCG30, 12, keyOf(8)), id: "enciphered" };

/** Uses a line in every way there is. */
function use(line: GeneratorLine): Buffer {
  const { bytes } = chunk(line, 0n, 100);
  scoreChunk(line, { first: 0n, count: 100 }, "delta");
  for (const _ of scoreBatches(line, { first: 0n, count: 100n }));
  expect(indexesOfTokens(line, tokensIn(bytes).slice(0, 1))).toEqual([0n]);
  return Buffer.from(bytes);
}

describe("what a thread keeps of lines", () => {
  it("is forgotten line by line, and the tokens are the same when it is asked again", () => {
    forgetAllLines();
    const tokens = [use(SHUFFLED), use(ENCIPHERED)];
    const kept = keptBytes();
    expect(forgetLine("nobody")).toBe(0);
    expect(forgetLine("shuffled")).toBe(6); // three ways of making, one of finding, the table and its inverse
    expect(keptBytes()).toBeLessThan(kept);
    expect(forgetLine("shuffled")).toBe(0);
    expect(forgetLine("enciphered")).toBe(4);
    expect(keptBytes()).toBe(0);
    expect([use(SHUFFLED), use(ENCIPHERED)]).toEqual(tokens);
  });

  it("is overwritten: the kernel's memory, and a table, which is all of a line's tokens", () => {
    use(SHUFFLED);
    const table = scoresOf({ name: cacheName(SHUFFLED), key: SHUFFLED.key, size: 7_776 });
    expect(new Set(table).size).toBe(7_776);
    const { bytes } = kernel();
    expect(bytes.subarray(2 ** 16).some((byte) => byte !== 0)).toBe(true);
    expect(forgetLine("shuffled")).toBeGreaterThan(0);
    expect(table.every((score) => score === 0)).toBe(true);
    expect(bytes.subarray(2 ** 16).every((byte) => byte === 0)).toBe(true);
  });

  it("has names that tell nothing of the key", () => {
    const name = cacheName(ENCIPHERED);
    for (const encoding of ["hex", "base64", "latin1"] as const)
      expect(name).not.toContain(Buffer.from(ENCIPHERED.key).toString(encoding).slice(0, 8));
  });

  it("is one line's alone, though another has the same id: by key, version, characters and digits", () => {
    const others: GeneratorLine[] = [
      { ...ENCIPHERED, key: keyOf(9) },
      { ...ENCIPHERED, digits: 13 },
      { ...ENCIPHERED, chars: [...UPPER_EPCG30].reverse().join("") },
    ];
    expect(new Set([ENCIPHERED, ...others].map(cacheName)).size).toBe(4);
    use(ENCIPHERED);
    for (const other of others) expect(use(other).equals(use(ENCIPHERED))).toBe(false);
  });

  it("is not touched by what becomes of the caller's key", () => {
    for (const line of [SHUFFLED, ENCIPHERED]) {
      const tokens = use(line);
      const passing = { ...line, key: line.key.slice() };
      forgetAllLines();
      use(passing);
      passing.key.fill(0);
      expect(use(line).equals(tokens)).toBe(true);
    }
  });
});
