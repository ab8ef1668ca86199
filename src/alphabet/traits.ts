import { type Alphabet, codePoints } from "./alphabet.ts";

const encoder = new TextEncoder();

/** What the documented alphabet object says of its characters. */
export interface Traits {
  /** Symbols. */
  readonly length: number;
  /** UTF-8 bytes of all symbols together. */
  readonly bytes: number;
  /** UTF-8 bytes of the widest symbol, 1 to 4. */
  readonly widestBytes: number;
  readonly ascii: boolean;
  /** XOR of the code points when their number is odd, else 0. */
  readonly parity: number;
}

export function traits(alphabet: Alphabet): Traits {
  const points = codePoints(alphabet);
  const length = points.length;
  return {
    length,
    bytes: encoder.encode(alphabet.chars).length,
    widestBytes: points.reduce((widest, point) => Math.max(widest, utf8Bytes(point)), 1),
    ascii: points.every((point) => point < 0x80),
    parity: length % 2 === 1 ? points.reduce((xor, point) => xor ^ point, 0) : 0,
  };
}

function utf8Bytes(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
