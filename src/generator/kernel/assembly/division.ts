/*
 * AssemblyScript. Division by constants of a line, as Möller and Granlund do it ("Improved division by invariant integers", 2011,
 * algorithm 4): a divisor d of 32 bits is normalised, its highest bit set, and its reciprocal is v = floor((2^64 − 1) / d) − 2^32.
 */

const LOW: u64 = 0xffff_ffff;

/** All bits of a truth: arithmetic instead of a branch that no processor could predict. */
@inline
export function mask(truth: bool): u64 {
  return 0 - u64(truth);
}

/** (high × 2^32 + low) / d for high < d: the quotient in the upper half, the remainder in the lower. */
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

/** 1.5 × 2^52: added to a double it leaves the nearest integer in the low bits. */
const ROUND: f64 = 6_755_399_441_055_744.0;
const ROUND_BITS: u64 = 0x4338_0000_0000_0000;

/** The integer next to a double between −2^51 and 2^51. */
@inline
export function nearest(value: f64): u64 {
  return reinterpret<u64>(value + ROUND) - ROUND_BITS;
}
