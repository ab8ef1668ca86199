import { digitAlphabets } from "../../format/pattern/pattern.ts";
import { checksumBits, parseChecksum, type Register, startRegister } from "./checksum.ts";
import { formatChecksumBits, formatStartRegister, parseFormatChecksum } from "./format-checksum.ts";
import { formatOf, languageOf } from "./line-format.ts";
import type { TokenShape } from "./line.ts";

/**
 * The register before a line's first token.
 *
 * @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY` as the format has it.
 */
export function lineStartRegister({ chars, digits, format }: TokenShape): Register {
  return format === undefined ? startRegister(chars, digits) : formatStartRegister(languageOf(format));
}

/** The register as bits, the most significant first; each digit as wide as the largest code point of its alphabet. */
export function lineChecksumBits({ chars, format }: TokenShape, register: Register): string {
  return format === undefined ? checksumBits(register, chars) : formatChecksumBits(register, alphabetsOf(format));
}

/** Reads a register from the bits that `lineChecksumBits()` wrote; null when their number is wrong. */
export function parseLineChecksum({ chars, digits, format }: TokenShape, bits: string): Register | null {
  return format === undefined ? parseChecksum(bits, chars, digits) : parseFormatChecksum(bits, alphabetsOf(format));
}

function alphabetsOf(format: string) {
  return { alphabets: digitAlphabets(formatOf(format).pattern) };
}
