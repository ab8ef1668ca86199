import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../../src/alphabet/alphabet.ts";
import { chunk } from "../../../src/generator/chunk.ts";
import type { GeneratorLine } from "../../../src/generator/line/line.ts";
import { permutationOf } from "../../../src/generator/permutation.ts";
import { tokenOf } from "../../../src/generator/scores/score.ts";
import { charsOf, keyOf, LARGEST_ALPHABET, lineOf, MIXED_WIDTHS, tokensIn } from "../support/lines.ts";

/** Compares a chunk with one token written after the other, and its register with their code points. */
function checkTokens(line: GeneratorLine, first: bigint, count: number): void {
  const alphabet = toAlphabet(line.chars);
  const permutation = permutationOf(line);
  const expected = Array.from({ length: count }, (_, at) =>
    tokenOf(alphabet, line.digits, permutation.forward(first + BigInt(at))),
  );
  const { bytes, register } = chunk(line, first, count);
  const name = `${alphabet.symbols.length}^${line.digits}`;
  expect(tokensIn(bytes), name).toEqual(expected);
  const points = new Uint32Array(line.digits);
  for (const token of expected)
    for (const [digit, symbol] of Array.from(token).entries())
      points[digit] = (points[digit] ?? 0) ^ (symbol.codePointAt(0) ?? 0);
  expect(register, name).toEqual(points);
}

const ALPHABETS: readonly (readonly [string, string])[] = [
  ["one byte", charsOf([[0x21, 94]])],
  ["two bytes", charsOf([[0x80, 1_920]])],
  ["three bytes", charsOf([[0x800, 3_000]])],
  ["four bytes", charsOf([[0x1_0000, 3_000]])],
  ["the highest code points", charsOf([[0x10_ff00, 254]])],
  ["one to four bytes", MIXED_WIDTHS],
  [
    "one or two bytes",
    charsOf([
      [0x61, 26],
      [0x3b1, 24],
    ]),
  ],
];

const RADICES = [2, 3, 4, 5, 6, 10, 16, 17, 30, 36, 62, 64, 94, 256, 257, 1_000, 3_000];
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 24, 25, 31, 33, 50, 101];

describe("tokens", () => {
  it.each(ALPHABETS.map((alphabet, nth) => [...alphabet, nth] as const))(
    "are written symbol for symbol, and mixed into the register, whatever their lengths: %s",
    (_, chars, nth) => {
      const symbols = Array.from(chars);
      for (const [row, radix] of RADICES.entries()) {
        if (radix > symbols.length) continue;
        for (const [column, digits] of DIGITS.entries()) {
          if ((row + column + nth) % 2 === 1) continue; // the next alphabet has it
          const line = lineOf(symbols.slice(0, radix).join(""), digits, keyOf(digits));
          const size = BigInt(radix) ** BigInt(digits);
          if (size < 3_000_000n || size > 4_194_304n)
            checkTokens(line, size / 3n, Number(size / 2n < 9n ? size / 2n : 9n));
        }
      }
    },
  );

  it.each([
    [30, 1_000],
    [36, 999],
    [65_535, 301],
    [65_536, 300],
    [65_536, 1_000],
    [2, 1_000],
  ])("are written symbol for symbol when they are long: %i symbols, %i digits", (radix, digits) => {
    checkTokens(
      lineOf(Array.from(LARGEST_ALPHABET).slice(-radix).join(""), digits),
      BigInt(radix) ** BigInt(Math.ceil(digits / 2)) - 3n,
      6,
    );
  });

  it("are right over several batches, where the lower half runs over", () => {
    for (const [chars, digits] of [
      [charsOf([[0x30, 10]]), 12],
      [charsOf([[0x30, 10]]), 24],
      [MIXED_WIDTHS, 10],
    ] as const) {
      const line = lineOf(chars, digits);
      const lowBase = BigInt(Array.from(chars).length) ** BigInt(digits / 2);
      const { bytes } = chunk(line, lowBase - 10_000n, 20_000);
      const single = Array.from(
        { length: 20 },
        (_, at) => tokensIn(chunk(line, lowBase - 10n + BigInt(at), 1).bytes)[0],
      );
      expect(tokensIn(bytes).slice(9_990, 10_010)).toEqual(single);
    }
  });

  it("of one line do not change when another is made between", () => {
    const lines = [
      lineOf("01", 40),
      lineOf("01", 22),
      lineOf(MIXED_WIDTHS, 10),
      lineOf("ABCDEFGHIJ", 100),
      lineOf("ABCDEFGHIJ", 20),
    ];
    const apart = lines.map((line) => chunk(line, 5n, 100));
    for (let round = 0; round < 3; round++)
      for (const [at, line] of lines.entries()) expect(chunk(line, 5n, 100)).toEqual(apart[at]);
  });
});
