/*
 * AssemblyScript. Division by a line's constants, by algorithm 4 of N. Möller and T. Granlund, "Improved division by invariant integers",
 * IEEE Transactions on Computers 60 (2011). The divisor d of 32 bits is normalised: its highest bit is set. Its reciprocal is
 * v = floor((2^64 − 1) / d) − 2^32.
 */

const LOW: u64 = 0xffff_ffff;

/** All bits set for true, none for false: arithmetic takes the place of a branch that no processor could predict. */
@inline
export function mask(truth: bool): u64 {
  return 0 - u64(truth);
}

/**
 * (high × 2^32 + low) / d for high < d: returns the quotient in the upper half, the remainder in the lower.
 *
 * The paper proves that the first quotient is right, 1 too large, which the remainder shows by exceeding the low word of `estimate`, or
 * seldom 1 too small. `estimate` does not overflow, as high ≤ d − 1 and (v + 2^32) × d < 2^64.
 */
@inline
export function divide(high: u64, low: u64, d: u64, v: u64): u64 {
  const estimate = v * high + ((high << 32) | low);
  let quotient = (estimate >> 32) + 1;
  let rest = (low - quotient * d) & LOW;
  const over = mask(rest > (estimate & LOW));
  quotient += over;
  rest = (rest + (d & over)) & LOW;
  if (rest >= d) {
    rest -= d;
    quotient += 1;
  }
  return (quotient << 32) | rest;
}

/** 1.5 × 2^52: a double's unit is 1 from 2^52 to 2^53, so adding this rounds to the nearest integer and leaves it in the low bits. */
const ROUND: f64 = 6_755_399_441_055_744.0;
const ROUND_BITS: u64 = 0x4338_0000_0000_0000;

/** The integer next to a double between −2^51 and 2^51. */
@inline
export function nearest(value: f64): u64 {
  return reinterpret<u64>(value + ROUND) - ROUND_BITS;
}
