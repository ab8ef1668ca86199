/* AssemblyScript. Halves are cut into groups of symbols: a row of 16-bit numbers per token, most significant first. */
import { divide, nearest } from "./division";

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
  /** base ^ together. */
  whole: u64;
}

/** Cuts a word into `length` groups, the last first. The fields are parameters, for behind each store they would be loaded anew. */
@inline
function cutWord(word: u32, at: usize, length: u32, base: u32, factor: u64, shift: u64): void {
  for (let group = at + 2 * usize(length - 1); group > at; group -= 2) {
    const quotient = u32((u64(word) * factor) >> shift);
    const rest = word - quotient * base;
    const isShort = rest >= base;
    store<u16>(group, rest - (isShort ? base : 0));
    word = quotient + u32(isShort);
  }
  store<u16>(at, word);
}

/** Cuts halves of one word each into `length` groups, written to the rows from `rows` on, which are `stride` bytes apart. */
export function splitWords(halves: usize, rows: usize, stride: usize, count: usize, length: u32, cutting: Groups): void {
  const base = cutting.base;
  const factor = cutting.factor;
  const shift = cutting.shift;
  for (let end = halves + 4 * count; halves < end; halves += 4, rows += stride) cutWord(load<u32>(halves), rows, length, base, factor, shift);
}

/**
 * The same for halves of 64 bits. The nearest quotient by doubles leaves between −`whole` and `whole`, for it is below 2^48: a word's
 * worth of groups, `whole`, is 2^16 or more.
 */
export function splitLongs(halves: usize, rows: usize, stride: usize, count: usize, length: u32, cutting: Groups): void {
  const base = cutting.base;
  const factor = cutting.factor;
  const shift = cutting.shift;
  const whole = cutting.whole;
  const inverse = 2 / f64(whole);
  const together = cutting.together;
  for (let end = halves + 8 * count; halves < end; halves += 8, rows += stride) {
    let half = load<u64>(halves);
    let left = length;
    for (; left > together; left -= together) {
      const quotient = nearest(f64(i64(half >> 1)) * inverse);
      const rest = half - quotient * whole;
      const borrow = i64(rest) >> 63;
      cutWord(u32(rest + (whole & borrow)), rows + 2 * usize(left - together), together, base, factor, shift);
      half = quotient + borrow;
    }
    cutWord(u32(half), rows, left, base, factor, shift);
  }
}

/** The same for halves of any number of words, least significant first, `halfStride` bytes apart; the halves are used up. */
export function splitLimbs(halves: usize, halfStride: usize, limbs: usize, rows: usize, stride: usize, count: usize, length: u32, cutting: Groups): void {
  const base = cutting.base;
  const factor = cutting.factor;
  const shift = cutting.shift;
  const together = cutting.together;
  for (let token: usize = 0; token < count; token++, halves += halfStride, rows += stride) {
    let start = halves;
    let end = halves + 4 * limbs;
    let left = length;
    for (; left > together; left -= together) {
      let word: u32 = 0;
      while (end > start && load<u32>(end - 4) == 0) end -= 4;
      if (cutting.divisor != 0) {
        word = divideLimbs(start, end, cutting);
      } else if (end > start) {
        word = load<u32>(start);
        start += 4;
      }
      cutWord(word, rows + 2 * usize(left - together), together, base, factor, shift);
    }
    cutWord(start < end ? load<u32>(start) : 0, rows, left, base, factor, shift);
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
