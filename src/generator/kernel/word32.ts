/** A number's 32-bit words, least significant first. */
export function wordsOf(value: bigint, length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, at) => Number((value >> BigInt(32 * at)) & 0xffff_ffffn));
}

/** How many 32-bit words a number has. */
export function limbsOf(value: bigint): number {
  return Math.ceil(value.toString(16).length / 8);
}

/** A divisor as the kernel takes it: moved until the highest of `bits` bits is set, and its reciprocal, floor((2^(2 bits) − 1) / divisor) − 2^bits. */
export interface Normalised {
  readonly divisor: bigint;
  readonly shift: number;
  readonly reciprocal: bigint;
}

export function normalised(divisor: bigint, bits: number): Normalised {
  const shift = bits - divisor.toString(2).length;
  const moved = divisor << BigInt(shift);
  return { divisor: moved, shift, reciprocal: (2n ** BigInt(2 * bits) - 1n) / moved - 2n ** BigInt(bits) };
}
