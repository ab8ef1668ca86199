import { digitAlphabets } from "../../format/pattern/pattern.ts";
import { checksumBits, parseChecksum, type Register } from "./checksum.ts";
import { formatChecksumBits, parseFormatChecksum } from "./format-checksum.ts";
import { formatOf } from "./line-format.ts";
import type { TokenShape } from "./line.ts";

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
