import { codePoints, toAlphabet } from "../../alphabet/alphabet.ts";
import { highestPoint } from "./chunk-size.ts";

/** For each digit, the XOR of its symbols' code points. */
export type Register = Uint32Array;

/**
 * The register of a line before its first token.
 *
 * A complete line writes every symbol `length ^ (digits − 1)` times in each digit. So each digit starts at the XOR of the alphabet where that
 * number is odd, and at 0 where it is even: then a complete line ends at all zeros.
 */
export function startRegister(chars: string, digits: number): Register {
  const points = codePoints(toAlphabet(chars));
  const odd = digits === 1 || points.length % 2 === 1;
  return new Uint32Array(digits).fill(odd ? points.reduce((mixed, point) => mixed ^ point, 0) : 0);
}

/**
 * The register after a chunk's tokens.
 *
 * @throws {RangeError} When the two differ in digits.
 */
export function mixRegister(register: Register, chunkRegister: Register): Register {
  if (register.length !== chunkRegister.length) {
    throw new RangeError(`Registers of ${register.length} and ${chunkRegister.length} digits do not mix.`);
  }
  return register.map((point, digit) => point ^ (chunkRegister[digit] ?? 0));
}

/** The register as bits, the most significant first; each digit as wide as the alphabet's largest code point. */
export function checksumBits(register: Register, chars: string): string {
  const width = pointBits(chars);
  return Array.from(register, (point) => point.toString(2).padStart(width, "0")).join("");
}

/** Reads a register from the bits that `checksumBits()` wrote; null when their number is wrong. */
export function parseChecksum(bits: string, chars: string, digits: number): Register | null {
  const width = pointBits(chars);
  if (bits.length !== digits * width || !/^[01]*$/.test(bits)) return null;
  return Uint32Array.from({ length: digits }, (_, digit) =>
    parseInt(bits.slice(digit * width, (digit + 1) * width), 2),
  );
}

function pointBits(chars: string): number {
  return highestPoint(chars).toString(2).length;
}
