/* AssemblyScript. Halves are cut into groups of symbols: a row of 16-bit numbers per token, most significant first. */
import { divide } from "./division";

/** How a line's halves are cut; written by the host, in this order. */
@unmanaged
export class Groups {
  /** length ^ symbols of a group: a group is below this. */
  base: u32;
  /** floor(2^shift / base), at most 2^32. */
  factor: u64;
  shift: u64;
  /** Groups that one division cuts off together. */
  together: u32;
  /** base ^ together, normalised; 0 for 2^32. */
  divisor: u32;
  divisorShift: u32;
  reciprocal: u32;
}

/** Cuts the last of the groups off a word; gives back the rest and writes the group. */
@inline
function cut(word: u32, at: usize, cutting: Groups): u32 {
  let quotient = u32((u64(word) * cutting.factor) >> cutting.shift);
  let group = word - quotient * cutting.base;
  const short = group >= cutting.base;
  quotient = select<u32>(quotient + 1, quotient, short);
  store<u16>(at, select<u32>(group - cutting.base, group, short));
  return quotient;
}

/** Cuts halves of one word each into `length` groups, written to the rows from `rows` on, which are `stride` bytes apart. */
export function splitWords(halves: usize, rows: usize, stride: usize, count: usize, length: i32, cutting: Groups): void {
  for (let token: usize = 0; token < count; token++, rows += stride) {
    let word = load<u32>(halves + 4 * token);
    for (let group = length - 1; group > 0; group--) word = cut(word, rows + 2 * group, cutting);
    store<u16>(rows, word);
  }
}

/** The same for halves of several words, least significant first, `halfStride` bytes apart; the halves are used up. */
export function splitLimbs(halves: usize, halfStride: usize, limbs: usize, rows: usize, stride: usize, count: usize, length: i32, cutting: Groups): void {
  for (let token: usize = 0; token < count; token++, halves += halfStride, rows += stride) {
    let start = halves;
    let end = halves + 4 * limbs;
    let group = length;
    while (group > 0) {
      while (end > start && load<u32>(end - 4) == 0) end -= 4;
      let word: u32 = 0;
      if (cutting.divisor == 0) {
        if (end > start) {
          word = load<u32>(start);
          start += 4;
        }
      } else {
        word = divideLimbs(start, end, cutting);
      }
      const first = max(0, group - i32(cutting.together));
      for (; group > first + 1; ) word = cut(word, rows + 2 * --group, cutting);
      store<u16>(rows + 2 * --group, word);
    }
  }
}

/** Divides the words from `start` to before `end` in place and gives back the remainder. */
@inline
function divideLimbs(start: usize, end: usize, cutting: Groups): u32 {
  const d = u64(cutting.divisor);
  const v = u64(cutting.reciprocal);
  const shift = u64(cutting.divisorShift);
  let rest: u64 = 0;
  for (let at = end; at > start; ) {
    at -= 4;
    const word = u64(load<u32>(at)) << shift;
    const divided = divide(rest | (word >> 32), word & 0xffff_ffff, d, v);
    store<u32>(at, u32(divided >> 32));
    rest = divided & 0xffff_ffff;
  }
  return u32(rest >> shift);
}
