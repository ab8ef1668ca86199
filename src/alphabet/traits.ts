import type { Alphabet } from "./alphabet.ts";

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

export function traits({ chars }: Pick<Alphabet, "chars">): Traits {
  let [length, bytes, widestBytes, parity] = [0, 0, 1, 0];
  for (let at = 0; at < chars.length;) {
    const point = chars.codePointAt(at) ?? 0;
    const width = utf8Bytes(point);
    length += 1;
    bytes += width;
    widestBytes = Math.max(widestBytes, width);
    parity ^= point;
    at += point > 0xffff ? 2 : 1;
  }
  return { length, bytes, widestBytes, ascii: widestBytes === 1, parity: length % 2 === 1 ? parity : 0 };
}

function utf8Bytes(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
