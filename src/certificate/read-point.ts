/** One above the last code point. */
export const POINTS = 0x11_0000;

/** The code point that begins at a byte, strictly by UTF-8; `POINTS` where none does, or in more bytes than it needs. */
export function pointAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) return byte;
  if (byte < 0xc0 || byte > 0xf7) return POINTS; // no first byte
  const width = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  let point = byte & (0xff >> (width + 1));
  for (let next = at + 1; next < at + width; next++) {
    const following = bytes[next] ?? 0;
    if ((following & 0xc0) !== 0x80) return POINTS;
    point = point * 64 + (following & 0x3f);
  }
  return point < POINTS && pointBytes(point) === width ? point : POINTS;
}

/** UTF-8 bytes of a code point. */
export function pointBytes(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x1_0000 ? 3 : 4;
}
