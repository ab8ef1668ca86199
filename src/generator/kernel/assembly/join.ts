/* AssemblyScript. Halves are joined to scores, high × lowBase + low: rows of 32-bit words, least significant first. */

/** How a line's halves are joined; written by the host, in this order. */
@unmanaged
export class Joining {
  /** Bytes from one half to the next. */
  stride: usize;
  highLimbs: u32;
  lowLimbs: u32;
  /** Words of a score, which holds all of it. */
  limbs: u32;
  baseLimbs: u32;
  /** The words of lowBase. */
  base: usize;
}

/** Halves of one word each give scores of one word or two. */
export function joinWords(highs: usize, lows: usize, rows: usize, limbs: u32, count: usize, lowBase: u32): void {
  const base = u64(lowBase);
  const end = highs + 4 * count;
  if (limbs == 1) {
    for (; highs < end; highs += 4, lows += 4, rows += 4) store<u32>(rows, load<u32>(highs) * lowBase + load<u32>(lows));
  } else {
    for (; highs < end; highs += 4, lows += 4, rows += 8) store<u64>(rows, u64(load<u32>(highs)) * base + u64(load<u32>(lows)));
  }
}

/** The same for halves of any number of words. What would lie beyond a score's words is 0. */
export function joinLimbs(highs: usize, lows: usize, rows: usize, count: usize, joining: Joining): void {
  const stride = joining.stride;
  const bytes = usize(joining.limbs) * 4;
  const highBytes = min<usize>(usize(joining.highLimbs) * 4, bytes);
  const lowBytes = min<usize>(usize(joining.lowLimbs) * 4, bytes);
  const base = joining.base;
  const baseBytes = usize(joining.baseLimbs) * 4;
  for (let token: usize = 0; token < count; token++, highs += stride, lows += stride, rows += bytes) {
    memory.copy(rows, lows, lowBytes);
    memory.fill(rows + lowBytes, 0, bytes - lowBytes);
    for (let at: usize = 0; at < highBytes; at += 4) addProduct(rows + at, bytes - at, base, baseBytes, u64(load<u32>(highs + at)));
  }
}

/** Adds factor × base to the `room` bytes from `row` on. */
@inline
function addProduct(row: usize, room: usize, base: usize, baseBytes: usize, factor: u64): void {
  const overlap = min<usize>(baseBytes, room);
  let carry: u64 = 0;
  for (let at: usize = 0; at < overlap; at += 4) {
    carry += factor * u64(load<u32>(base + at)) + u64(load<u32>(row + at));
    store<u32>(row + at, u32(carry));
    carry >>= 32;
  }
  for (let at = overlap; carry != 0 && at < room; at += 4) {
    carry += u64(load<u32>(row + at));
    store<u32>(row + at, u32(carry));
    carry >>= 32;
  }
}
