import { type Register, startRegister } from "../../generator/line/checksum.ts";
import type { Line } from "./line.entity.ts";

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
 * @param stored what is stored of the part; null where its line begins with it.
 */
export function registerBefore(line: Pick<Line, "alphabetChars" | "digits">, stored: Uint8Array | null): Register {
  return stored === null ? startRegister(line.alphabetChars, line.digits) : toRegister(stored);
}
