/*
 * AssemblyScript. Complements, which let an addition subtract: with c(x) = base − 1 − x, modulo the base,
 * c(c(half) + y) = base − 1 − (base − 1 − half + y) = half − y.
 */

/** Replaces each half of a column by its complement, `last` − half; `last` is base − 1. Both have `word32s` words. */
export function complement(halves: usize, stride: usize, word32s: usize, count: usize, last: usize): void {
  const length = word32s * 4;
  for (let end = halves + stride * count; halves < end; halves += stride) {
    let borrow: u64 = 0;
    for (let at: usize = 0; at < length; at += 4) {
      const difference = u64(load<u32>(last + at)) - u64(load<u32>(halves + at)) - borrow;
      store<u32>(halves + at, u32(difference));
      borrow = difference >> 63;
    }
  }
}
