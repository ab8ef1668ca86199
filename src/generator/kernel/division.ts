/*
 * AssemblyScript. Division by constants of a line, as Möller and Granlund do it ("Improved division by invariant integers", 2011,
 * algorithm 4): a divisor d is normalised, its highest bit set, and its reciprocal is v = floor((B² − 1) / d) − B for words below B.
 */

const LOW: u64 = 0xffff_ffff;

/** (high × 2^32 + low) / d for high < d: the quotient in the upper half, the remainder in the lower. */
@inline
export function divide(high: u64, low: u64, d: u64, v: u64): u64 {
  const estimate = v * high + ((high << 32) | low);
  let quotient = (estimate >> 32) + 1;
  let rest = (low - quotient * d) & LOW;
  const over = rest > (estimate & LOW);
  quotient = select<u64>(quotient - 1, quotient, over);
  rest = select<u64>((rest + d) & LOW, rest, over);
  if (rest >= d) {
    rest -= d;
    quotient += 1;
  }
  return (quotient << 32) | rest;
}

/** (high × 2^64 + low) mod d for high < d. */
@inline
export function remainder(high: u64, low: u64, d: u64, v: u64): u64 {
  const h1 = high >> 32;
  const h0 = high & LOW;
  const v1 = v >> 32;
  const v0 = v & LOW;
  const middle = h1 * v0 + ((h0 * v0) >> 32);
  const other = h0 * v1 + (middle & LOW);
  const productHigh = h1 * v1 + (middle >> 32) + (other >> 32);
  const estimateLow = high * v + low;
  const quotient = productHigh + high + u64(estimateLow < low) + 1;
  let rest = low - quotient * d;
  rest = select<u64>(rest + d, rest, rest > estimateLow);
  return select<u64>(rest - d, rest, rest >= d);
}
