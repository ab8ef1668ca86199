import { type Register, startRegister } from "../../generator/line/checksum.ts";
import type { TokenForm } from "./token-form.ts";

/** Writes a checksum register as it is stored: its code points, 4 bytes each, little-endian. */
export function registerToBytes(register: Register): Uint8Array {
  const bytes = Buffer.alloc(4 * register.length);
  register.forEach((group, digit) => bytes.writeUInt32LE(group, 4 * digit));
  return bytes;
}

export function toRegister(stored: Uint8Array): Register {
  const bytes = Buffer.from(stored);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, digit) => bytes.readUInt32LE(4 * digit));
}

/**
 * The register with which a part begins.
 *
 * @param stored what is stored of the part; null where its line begins with it, and is written with one alphabet. What a format's lines begin with
 * takes its automaton, and is stored with their first part.
 */
export function registerBefore({ alphabetChars, digits, format }: TokenForm, stored: Uint8Array | null): Register {
  if (stored !== null) return toRegister(stored);
  if (format !== null) throw new Error("A line that is written by a format begins with a register that is stored.");
  return startRegister(alphabetChars, digits);
}
