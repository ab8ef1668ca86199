import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ServiceError } from "../../src/errors.ts";
import { chunkRanges } from "../../src/generator/line/chunk-ranges.ts";
import { chunkSize } from "../../src/generator/line/chunk-size.ts";
import { chunk } from "../../src/generator/chunk.ts";
import {
  DICE,
  keyOf,
  LARGEST_ALPHABET,
  lineOf,
  LOWER_LATIN,
  MIXED_WIDTHS,
  spaces,
  tokensIn,
  UPPER_EPCG30,
  UPPER_VOWELS,
} from "./support/lines.ts";

/** Symbols of one width or of several, as many as asked for. */
function someChars(radix: number, seed: number): string {
  if (seed % 3 === 0 && radix <= 64) return Array.from(MIXED_WIDTHS).slice(0, radix).join("");
  return Array.from(LARGEST_ALPHABET)
    .slice(seed % 3 === 1 ? 0 : -radix, seed % 3 === 1 ? radix : undefined)
    .join("");
}

function concatenated(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}

describe("a chunk", () => {
  const pairs = [...spaces(2, 20_000), ...[2, 3, 64, 65, 500, 20_000].map((radix) => [radix, 1] as const)];

  it(`writes every token exactly once when the line is exhausted (${pairs.length} alphabets and lengths)`, () => {
    expect(pairs.length).toBeGreaterThanOrEqual(200);
    for (const [at, [radix, digits]] of pairs.entries()) {
      const chars = someChars(radix, at);
      const symbols = new Set(chars);
      const tokens = tokensIn(chunk(lineOf(chars, digits, keyOf(at)), 0n, radix ** digits).bytes);
      expect(new Set(tokens).size, `${radix}^${digits}`).toBe(radix ** digits);
      expect(
        tokens.every((token) => {
          const written = Array.from(token);
          return written.length === digits && written.every((symbol) => symbols.has(symbol));
        }),
      ).toBe(true);
    }
  });

  it("has the same bytes however the range is cut", () => {
    const lines = [
      lineOf(DICE, 5),
      lineOf("01", 22),
      lineOf(UPPER_EPCG30, 12),
      lineOf(UPPER_EPCG30, 13),
      lineOf(MIXED_WIDTHS, 10),
      lineOf(UPPER_VOWELS, 100),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...lines),
        fc.bigInt({ min: 0n, max: 2n ** 12n }),
        fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 5 }),
        (line, first, counts) => {
          const whole = chunk(
            line,
            first,
            counts.reduce((sum, count) => sum + count, 0),
          );
          let next = first;
          const parts = counts.map((count) => {
            const part = chunk(line, next, count);
            next += BigInt(count);
            return part;
          });
          expect(concatenated(parts.map((part) => part.bytes)).equals(whole.bytes)).toBe(true);
          expect(
            whole.register
              .map((group, digit) => parts.reduce((mixed, part) => mixed ^ (part.register[digit] ?? 0), group))
              .every((group) => group === 0),
          ).toBe(true);
        },
      ),
      { seed: 20_260_107, numRuns: 60 },
    );
  });

  it("ends every token with a newline and has the XOR of its code points, digit by digit", () => {
    for (const line of [
      lineOf(DICE, 5),
      lineOf(MIXED_WIDTHS, 7),
      lineOf(LOWER_LATIN, 9),
      lineOf(LARGEST_ALPHABET, 5),
    ]) {
      const { bytes, register, count } = chunk(line, 100n, 700);
      const tokens = tokensIn(bytes).map((token) => Array.from(token));
      expect([tokens.length, count, bytes.at(-1)]).toEqual([700, 700, 0x0a]);
      expect(Array.from(register)).toEqual(
        Array.from({ length: line.digits }, (_, digit) =>
          tokens.reduce((mixed, token) => mixed ^ (token[digit]?.codePointAt(0) ?? 0), 0),
        ),
      );
    }
  });

  it("owns a buffer of exactly its bytes, even of mixed widths", () => {
    const { bytes } = chunk(lineOf(MIXED_WIDTHS, 7), 0n, 100);
    expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
  });

  it("depends on the key", () => {
    expect(chunk(lineOf(UPPER_EPCG30, 12, keyOf(1)), 0n, 5).bytes).not.toEqual(
      chunk(lineOf(UPPER_EPCG30, 12, keyOf(2)), 0n, 5).bytes,
    );
    expect(chunk(lineOf(DICE, 5, keyOf(1)), 0n, 5).bytes).not.toEqual(chunk(lineOf(DICE, 5, keyOf(2)), 0n, 5).bytes);
  });

  it("may be empty, even at the end of the line", () => {
    expect(chunk(lineOf(DICE, 5), 7_776n, 0).bytes).toHaveLength(0);
  });

  it.each([
    [-1n, 1],
    [0n, 7_777],
    [7_776n, 1],
    [7_000n, 1_000],
    [0n, -1],
    [0n, 0.5],
    [0n, Number.NaN],
  ])("refuses to leave the line: %s, %s tokens", (first, count) => {
    expect(() => chunk(lineOf(DICE, 5), first, count)).toThrow(RangeError);
  });

  it("refuses a line that this generator cannot compute, saying why", () => {
    expect(() => chunk(lineOf(DICE, 5, new Uint8Array(31)), 0n, 1)).toThrow(/32 bytes.*31/);
    expect(() => chunk({ ...lineOf(DICE, 5), version: 2 }, 0n, 1)).toThrow(/version 2/);
    expect(() => chunk(lineOf("x", 5), 0n, 1)).toThrow(/2 to 65536 symbols.*1/);
    expect(() => chunk(lineOf(DICE, 1_001), 0n, 1)).toThrow(ServiceError);
    expect(() => chunk(lineOf(DICE, 0), 0n, 1)).toThrow(ServiceError);
  });
});

describe("chunk sizes", () => {
  it("are tokens of about one mebibyte at the widest symbol, and one token at least", () => {
    expect(chunkSize({ chars: UPPER_EPCG30, digits: 12 })).toBe(Math.floor(2 ** 20 / 13));
    expect(chunkSize({ chars: DICE, digits: 5 })).toBe(2 ** 16);
    expect(chunkSize({ chars: LARGEST_ALPHABET, digits: 1_000 })).toBe(262);
    expect(chunkSize({ chars: MIXED_WIDTHS, digits: 1_000 }, "data", 100)).toBe(1);
  });

  it("are scores and deltas of about one mebibyte at the longest, with their signs", () => {
    expect(chunkSize({ chars: UPPER_EPCG30, digits: 12 }, "score")).toBe(Math.floor(2 ** 20 / 19)); // 30^12 has 18 digits
    expect(chunkSize({ chars: UPPER_EPCG30, digits: 12 }, "delta")).toBe(Math.floor(2 ** 20 / 20));
    expect(chunkSize({ chars: "0123456789", digits: 3 }, "score")).toBe(2 ** 18); // 999 has three digits
    expect(chunkSize({ chars: LARGEST_ALPHABET, digits: 1_000 }, "score", 100)).toBe(1);
  });

  it("start small, go on large, and cover the range without a gap", () => {
    const range = { first: 5n, count: 1_000_000n };
    const parts = [...chunkRanges(lineOf(UPPER_EPCG30, 12), range)];
    expect(parts.slice(0, 2)).toEqual([
      { first: 5n, count: 5_041 },
      { first: 5_046n, count: 80_659 },
    ]);
    expect(
      [...chunkRanges(lineOf(UPPER_EPCG30, 12), range, { kind: "score" })].slice(0, 2).map((part) => part.count),
    ).toEqual([3_449, 55_188]);
    let next = range.first;
    for (const part of parts) {
      expect(part.first).toBe(next);
      next += BigInt(part.count);
    }
    expect(next).toBe(1_000_005n);
  });

  it("are as asked for, and positive", () => {
    expect(
      [...chunkRanges(lineOf(DICE, 5), { first: 0n, count: 25n }, { onlyTokens: 10 })].map((part) => part.count),
    ).toEqual([10, 10, 5]);
    for (const wrong of [0, -1, 1.5, Number.NaN])
      expect(() => [...chunkRanges(lineOf(DICE, 5), { first: 0n, count: 25n }, { onlyTokens: wrong })]).toThrow(
        RangeError,
      );
  });
});
