/* AssemblyScript. To subtract with what adds: modulo a base, half − y is the complement of the half's complement plus y. */

/** Replaces each half, words of 32 bits in rows, by its complement: what it lacks to `last`, the largest half. */
export function complement(halves: usize, stride: usize, limbs: usize, count: usize, last: usize): void {
  const length = limbs * 4;
  for (let end = halves + stride * count; halves < end; halves += stride) {
    let borrow: u64 = 0;
    for (let at: usize = 0; at < length; at += 4) {
      const difference = u64(load<u32>(last + at)) - u64(load<u32>(halves + at)) - borrow;
      store<u32>(halves + at, u32(difference));
      borrow = difference >> 63;
    }
  }
}
