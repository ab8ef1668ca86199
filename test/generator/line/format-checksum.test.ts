// cspell:ignore DEFGH
import { describe, expect, it } from "vitest";
import { type FormatInput, formatLanguage, parseFormatText } from "../../../src/format/format.ts";
import { chunk } from "../../../src/generator/chunk.ts";
import { checksumBits, mixRegister, startRegister } from "../../../src/generator/line/checksum.ts";
import {
  formatChecksumBits,
  formatStartRegister,
  parseFormatChecksum,
} from "../../../src/generator/line/format-checksum.ts";
import { formatLineOf } from "../support/formats.ts";

const WHOLE: readonly FormatInput[] = [
  { pattern: "{[ABC]:5}" },
  { pattern: "{[ABC]:1}-{DECIMAL:3}" },
  { pattern: "{[ABC]:2}{[DEFGH]:3}" },
  { pattern: "{[ABC]:2}{[XY]:1}" },
  { pattern: "{[aéß⚀🎲]:4}", without: { words: ["ß⚀"], maxRun: 2 } },
  { pattern: "{[ABC]:4}-{[ABCD]:2}{check:mod37-36}", without: { words: ["AB", "CC"] } },
  { pattern: "{[AB]:9}", without: { words: ["BB"] } },
];

describe("the checksum of a line that is written by a format", () => {
  it.each(WHOLE)("ends at zeros when the line is complete: $pattern", (input) => {
    const line = formatLineOf(input);
    const language = formatLanguage(parseFormatText(line.format));
    const { register } = chunk(line, 0n, Number(language.capacity));
    const start = formatStartRegister(language);
    expect(mixRegister(start, register)).toEqual(new Uint32Array(line.digits));
    const bits = formatChecksumBits(register, language);
    expect(parseFormatChecksum(bits, language)).toEqual(register);
    expect(parseFormatChecksum(`${bits}0`, language)).toBeNull();
  });

  it("begins as a plain line's does, and is as wide, where nothing is forbidden", () => {
    for (const [pattern, chars, digits] of [
      ["X-{[ABC]:5}", "ABC", 5],
      ["{DICE:3}", "⚀⚁⚂⚃⚄⚅", 3],
      ["{[abcd]:1}", "abcd", 1],
    ] as const) {
      const language = formatLanguage(parseFormatText(formatLineOf({ pattern }).format));
      expect(formatStartRegister(language)).toEqual(startRegister(chars, digits));
      expect(formatChecksumBits(formatStartRegister(language), language)).toBe(
        checksumBits(startRegister(chars, digits), chars),
      );
    }
  });

  it("gives each digit the bits of its own alphabet", () => {
    const language = formatLanguage(parseFormatText(formatLineOf({ pattern: "{DECIMAL:1}{[🎲⚀]:1}" }).format));
    expect(formatChecksumBits(Uint32Array.of(1, 1), language)).toHaveLength(6 + 17);
  });
});
