/* AssemblyScript. Cuts halves into digit groups: 16-bit numbers, the most significant first, in one cell for each token. */
import { divide, nearest } from "./division";

/** How to cut a line's halves. The host writes the fields in this order. */
@unmanaged
export class Groups {
  /** radix ^ digits of a group: groups are below this. */
  base: u32;
  /** floor(2^shift / base), below 2^32; 2^32 where the base is a power of two. */
  factor: u64;
  /** 31 more than the base has bits, at most 48. */
  shift: u64;
  /** How many groups one division cuts off together: as many as a word holds. */
  together: u32;
  /** `whole`, normalised; 0 for 2^32. */
  divisor: u32;
  divisorShift: u32;
  reciprocal: u32;
  /** base ^ together. */
  whole: u64;
}

/**
 * Cuts a word into `length` groups, the last first. The fields are parameters, for they would be loaded anew after each store.
 *
 * The quotient is the right one or 1 less: factor is less than 1 below 2^shift / base, so word × factor / 2^shift is less than
 * word / 2^shift < 2^32 / 2^shift ≤ 1 below word / base.
 */
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

/** Cuts halves of one word each into `length` groups, and writes these to the cells from `cells` on, which are `stride` bytes apart. */
export function splitShort(halves: usize, cells: usize, stride: usize, count: usize, length: u32, cutting: Groups): void {
  const base = cutting.base;
  const factor = cutting.factor;
  const shift = cutting.shift;
  for (let end = halves + 4 * count; halves < end; halves += 4, cells += stride) cutWord(load<u32>(halves), cells, length, base, factor, shift);
}

/**
 * The same for halves of 64 bits.
 *
 * As base ≤ 2^16 and base × `whole` > 2^32, `whole` is above 2^16 and a quotient below 2^48. Half of a half is below 2^63, an i64; converted to a
 * double, and multiplied by the rounded 2 / `whole`, it errs by less than 2^-51 of the quotient, less than 1/8; dropping its lowest bit
 * adds less than 2^-16. The nearest integer is within 1/2 of that, so the remainder lies between −`whole` and `whole`.
 */
export function splitLong(halves: usize, cells: usize, stride: usize, count: usize, length: u32, cutting: Groups): void {
  const base = cutting.base;
  const factor = cutting.factor;
  const shift = cutting.shift;
  const whole = cutting.whole;
  const inverse = 2 / f64(whole);
  const together = cutting.together;
  for (let end = halves + 8 * count; halves < end; halves += 8, cells += stride) {
    let half = load<u64>(halves);
    let left = length;
    for (; left > together; left -= together) {
      const quotient = nearest(f64(i64(half >> 1)) * inverse);
      const rest = half - quotient * whole;
      const borrow = i64(rest) >> 63;
      cutWord(u32(rest + (whole & borrow)), cells + 2 * usize(left - together), together, base, factor, shift);
      half = quotient + borrow;
    }
    cutWord(u32(half), cells, left, base, factor, shift);
  }
}

/** The same for halves of any number of words, least significant first, `halfStride` bytes apart. It uses the halves up. */
export function splitWide(halves: usize, halfStride: usize, word32s: usize, cells: usize, stride: usize, count: usize, length: u32, cutting: Groups): void {
  const base = cutting.base;
  const factor = cutting.factor;
  const shift = cutting.shift;
  const together = cutting.together;
  for (let token: usize = 0; token < count; token++, halves += halfStride, cells += stride) {
    let start = halves;
    let end = halves + 4 * word32s;
    let left = length;
    for (; left > together; left -= together) {
      let word: u32 = 0;
      while (end > start && load<u32>(end - 4) == 0) end -= 4;
      if (cutting.divisor != 0) {
        word = divideWide(start, end, cutting);
      } else if (end > start) {
        word = load<u32>(start);
        start += 4;
      }
      cutWord(word, cells + 2 * usize(left - together), together, base, factor, shift);
    }
    cutWord(start < end ? load<u32>(start) : 0, cells, left, base, factor, shift);
  }
}

/** Divides the words from `start` to before `end` in place, and returns the remainder. */
@inline
function divideWide(start: usize, end: usize, cutting: Groups): u32 {
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
