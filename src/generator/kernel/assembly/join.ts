/* AssemblyScript. Joins halves to scores, high × lowBase + low: cells of 32-bit words, least significant first. */

/** How to join a line's halves. The host writes the fields in this order. */
@unmanaged
export class Joining {
  /** Bytes from one half to the next. */
  stride: usize;
  highWord32s: u32;
  lowWord32s: u32;
  /** Words of a score: enough for the line's largest. */
  word32s: u32;
  baseWord32s: u32;
  /** The words of lowBase. */
  base: usize;
}

/** Joins halves of one word each to scores of one word or two. */
export function joinShort(highs: usize, lows: usize, scores: usize, word32s: u32, count: usize, lowBase: u32): void {
  const base = u64(lowBase);
  const end = highs + 4 * count;
  if (word32s == 1) {
    for (; highs < end; highs += 4, lows += 4, scores += 4) store<u32>(scores, load<u32>(highs) * lowBase + load<u32>(lows));
  } else {
    for (; highs < end; highs += 4, lows += 4, scores += 8) store<u64>(scores, u64(load<u32>(highs)) * base + u64(load<u32>(lows)));
  }
}

/** Joins halves of any number of words. A half's words beyond those of a score are 0, as the half is no larger than the score. */
export function joinWide(highs: usize, lows: usize, scores: usize, count: usize, joining: Joining): void {
  const stride = joining.stride;
  const bytes = usize(joining.word32s) * 4;
  const highBytes = min<usize>(usize(joining.highWord32s) * 4, bytes);
  const lowBytes = min<usize>(usize(joining.lowWord32s) * 4, bytes);
  const base = joining.base;
  const baseBytes = usize(joining.baseWord32s) * 4;
  for (let token: usize = 0; token < count; token++, highs += stride, lows += stride, scores += bytes) {
    memory.copy(scores, lows, lowBytes);
    memory.fill(scores + lowBytes, 0, bytes - lowBytes);
    for (let at: usize = 0; at < highBytes; at += 4) addProduct(scores + at, bytes - at, base, baseBytes, u64(load<u32>(highs + at)));
  }
}

/** Adds factor × base to the `room` bytes from `cell` on. No sum overflows: (2^32 − 1)² + 2 (2^32 − 1) = 2^64 − 1. */
@inline
function addProduct(cell: usize, room: usize, base: usize, baseBytes: usize, factor: u64): void {
  const overlap = min<usize>(baseBytes, room);
  let carry: u64 = 0;
  for (let at: usize = 0; at < overlap; at += 4) {
    carry += factor * u64(load<u32>(base + at)) + u64(load<u32>(cell + at));
    store<u32>(cell + at, u32(carry));
    carry >>= 32;
  }
  for (let at = overlap; carry != 0 && at < room; at += 4) {
    carry += u64(load<u32>(cell + at));
    store<u32>(cell + at, u32(carry));
    carry >>= 32;
  }
}
