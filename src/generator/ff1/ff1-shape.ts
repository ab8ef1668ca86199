/** What FF1 (NIST SP 800-38G, Algorithm 7) derives from radix, digits and the tweak's length, under the standard's letters. */
export interface Ff1Shape {
  readonly radix: number;
  readonly digits: number;
  /** Digits of the first half, A. */
  readonly u: number;
  /** Digits of the second half, B. */
  readonly v: number;
  /** `radix ^ u`: A is below this. */
  readonly highBase: bigint;
  /** `radix ^ v`: B is below this. */
  readonly lowBase: bigint;
  /** Bytes of NUM(B). */
  readonly b: number;
  /** Bytes of S, the pseudorandom number y that a round adds. */
  readonly d: number;
  /** P, the first block of what every round's PRF takes. */
  readonly p: Uint8Array;
}

export const ROUNDS = 10;
export const BLOCK_BYTES = 16;

/**
 * Steps 1 and 3 to 5 of the algorithm:
 *
 *     1. Let u = ⌊n/2⌋; v = n − u.
 *     3. Let b = ⌈⌈v·LOG(radix)⌉/8⌉.
 *     4. Let d = 4⌈b/4⌉ + 4.
 *     5. Let P = [1]¹ || [2]¹ || [1]¹ || [radix]³ || [10]¹ || [u mod 256]¹ || [n]⁴ || [t]⁴.
 *
 * ⌈v·LOG(radix)⌉ is the bit length of radix^v − 1. It is taken from that number itself, for a logarithm would be rounded.
 *
 * @throws {RangeError} When there are fewer than two digits, which leave no second half.
 */
export function ff1Shape(radix: number, digits: number, tweakBytes = 0): Ff1Shape {
  if (digits < 2) throw new RangeError(`FF1 permutes 2 digits or more, but got ${digits}.`);
  const u = Math.floor(digits / 2);
  const v = digits - u;
  const lowBase = BigInt(radix) ** BigInt(v);
  const b = Math.ceil((lowBase - 1n).toString(16).length / 2);
  const p = new Uint8Array(BLOCK_BYTES);
  const view = new DataView(p.buffer);
  view.setUint32(0, 0x01_02_01_00 | (radix >>> 16)); // [1]¹ || [2]¹ || [1]¹ || radix's highest byte
  view.setUint32(4, ((radix & 0xffff) << 16) | (ROUNDS << 8) | (u & 0xff)); // its other two || [10]¹ || [u mod 256]¹
  view.setUint32(8, digits); // [n]⁴
  view.setUint32(12, tweakBytes); // [t]⁴
  return { radix, digits, u, v, highBase: BigInt(radix) ** BigInt(u), lowBase, b, d: 4 * Math.ceil(b / 4) + 4, p };
}

/** The length of Q in step 6 i, T || [0]^((−t−b−1) mod 16) || [i]¹ || [NUM(B)]^b: t + 1 + b bytes, filled up to whole blocks. */
export function qBytes(shape: Ff1Shape, tweakBytes = 0): number {
  return Math.ceil((tweakBytes + 1 + shape.b) / BLOCK_BYTES) * BLOCK_BYTES;
}
