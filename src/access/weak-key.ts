/** Steps of a sequence that are looked at: from each byte to the next, to the second next, and so on. */
const MOST_LAG = 16;

/**
 * Why a master key of 32 bytes is plainly no random one, as the end of a sentence about it; null for all others.
 *
 * A random key is refused as text once in about 2^44 keys; by the other rules less than once in 2^68: there are at most
 * C(256, k) sets of k values, each of which holds n random bytes once in (256 / k)^n.
 */
export function weaknessOf(key: Uint8Array): string | null {
  const bytes = Array.from(key);
  if (bytes.every((byte) => byte === 0 || isPrintable(byte))) return "is text, such as a password";
  if (areFew(bytes, 3 / 8)) return "has only a few different bytes";
  for (let lag = 1; lag <= MOST_LAG; lag++) {
    const steps = bytes.slice(lag).map((byte, at) => (byte - (bytes[at] ?? 0)) & 0xff);
    if (areFew(steps, 1 / 4)) return "is a sequence, or repeats itself";
  }
  return null;
}

/** ASCII's letters, digits and signs, the space and the breaks of lines. */
function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

function areFew(values: readonly number[], share: number): boolean {
  return new Set(values).size <= values.length * share;
}
