/** A number's 32-bit words, least significant first. */
export function toWord32s(value: bigint, length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, at) => Number((value >> BigInt(32 * at)) & 0xffff_ffffn));
}

/** How many 32-bit words a number has. */
export function word32Count(value: bigint): number {
  return Math.ceil(value.toString(16).length / 8);
}

/**
 * A divisor as the kernel takes it: normalised, that is shifted until the highest of `bits` bits is set, and its reciprocal
 * floor((2^(2 bits) − 1) / divisor) − 2^bits.
 *
 * Source: N. Möller and T. Granlund, "Improved division by invariant integers", IEEE Transactions on Computers 60 (2011).
 */
export interface Normalised {
  readonly divisor: bigint;
  readonly shift: number;
  readonly reciprocal: bigint;
}

export function normalise(divisor: bigint, bits: number): Normalised {
  const shift = bits - divisor.toString(2).length;
  const shifted = divisor << BigInt(shift);
  return { divisor: shifted, shift, reciprocal: (2n ** BigInt(2 * bits) - 1n) / shifted - 2n ** BigInt(bits) };
}
