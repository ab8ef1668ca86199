import type { Register } from "../generator/line/checksum.ts";

/** A register as it is stored: its code points, 4 bytes each, little-endian. */
export function toBytes(register: Register): Uint8Array {
  const bytes = Buffer.alloc(4 * register.length);
  register.forEach((group, digit) => bytes.writeUInt32LE(group, 4 * digit));
  return bytes;
}

export function toRegister(stored: Uint8Array): Register {
  const bytes = Buffer.from(stored);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, digit) => bytes.readUInt32LE(4 * digit));
}
