/*
 * AssemblyScript. Writes numbers, cells of 32-bit words with the least significant first, as rows of decimal digits, eight digits at a time.
 * Each store writes eight bytes; the next one overwrites those that are too many.
 */

const NEWLINE: u8 = 0x0a;
const MINUS: u8 = 0x2d;
const EIGHT: u64 = 100_000_000;
const ZEROS: u64 = 0x3030_3030_3030_3030;

/**
 * The eight digits of a number below 10^8, the most significant in the lowest byte. It is cut in two, then both halves in two, then all four
 * pairs, each time in one multiplication. The rounded reciprocals give the right quotients: 10,486 / 2^20 exceeds 1/100 by less than
 * 2.4 × 10^-7, so for n < 10^4 the product exceeds n/100 by less than 0.0024, and n/100 lies 0.01 or more below the next whole number;
 * 103 / 2^10 exceeds 1/10 by less than 0.0006, so for n < 100 by less than 0.06, and n/10 lies 0.1 or more below the next.
 */
@inline
function digitsOf(number: u32): u64 {
  const high = number / 10_000;
  const halves = u64(high) | (u64(number - high * 10_000) << 32);
  const hundreds = ((halves * 10_486) >> 20) & 0x7f_0000_007f;
  const pairs = hundreds | ((halves - hundreds * 100) << 16);
  const tens = ((pairs * 103) >> 10) & 0xf_000f_000f_000f;
  return tens | ((pairs - tens * 10) << 8);
}

/** Writes a number below 10^8 without leading zeros, and returns its end. */
@inline
function writeFirst(out: usize, number: u32): usize {
  const digits = digitsOf(number);
  const zeros = ctz(digits | (1 << 56)) & 0x38; // at most seven: 0 is a digit
  store<u64>(out, (digits | ZEROS) >> zeros);
  return out + 8 - usize(zeros >> 3);
}

/** Writes a number below 10^8 with leading zeros, and returns its end. */
@inline
function writeNext(out: usize, number: u32): usize {
  store<u64>(out, digitsOf(number) | ZEROS);
  return out + 8;
}

/** Writes a 64-bit number without leading zeros: up to three groups of eight digits, as 2^64 < 10^24. */
@inline
function writeLong(out: usize, number: u64): usize {
  if (number < EIGHT) return writeFirst(out, u32(number));
  const upper = number / EIGHT;
  if (upper < EIGHT) {
    out = writeFirst(out, u32(upper));
  } else {
    const top = upper / EIGHT;
    out = writeFirst(out, u32(top));
    out = writeNext(out, u32(upper - top * EIGHT));
  }
  return writeNext(out, u32(number - upper * EIGHT));
}

/** Writes a number of any length, and uses it up. `groups` is room for its digit groups, a word for each eight digits. */
@inline
function writeWide(out: usize, cell: usize, bytes: usize, groups: usize): usize {
  let end = cell + bytes;
  let group = groups;
  while (true) {
    while (end > cell + 8 && load<u32>(end - 4) == 0) end -= 4;
    const length = end - cell;
    if (length <= 8) break;
    if (length > 16) group = cutFour(cell, end, group);
    else group = cutTwo(cell, end, group);
  }
  out = writeLong(out, load<u64>(cell));
  while (group > groups) {
    group -= 4;
    out = writeNext(out, load<u32>(group));
  }
  return out;
}

/**
 * Cuts the last 32 digits off a number of more than four words. Four divisions by 10^8 go on side by side, each on the quotient of the one
 * before, for the steps of a single one would wait for each other. A remainder is below 10^8, so remainder × 2^32 + word is below 2^59.
 */
@inline
function cutFour(cell: usize, end: usize, group: usize): usize {
  let first: u64 = 0;
  let second: u64 = 0;
  let third: u64 = 0;
  let fourth: u64 = 0;
  for (let at = end; at > cell; ) {
    at -= 4;
    let part = (first << 32) | u64(load<u32>(at));
    let quotient = part / EIGHT;
    first = part - quotient * EIGHT;
    part = (second << 32) | quotient;
    quotient = part / EIGHT;
    second = part - quotient * EIGHT;
    part = (third << 32) | quotient;
    quotient = part / EIGHT;
    third = part - quotient * EIGHT;
    part = (fourth << 32) | quotient;
    quotient = part / EIGHT;
    fourth = part - quotient * EIGHT;
    store<u32>(at, u32(quotient));
  }
  store<u32>(group, u32(first));
  store<u32>(group + 4, u32(second));
  store<u32>(group + 8, u32(third));
  store<u32>(group + 12, u32(fourth));
  return group + 16;
}

/** Cuts the last 16 digits off a number of more than two words. */
@inline
function cutTwo(cell: usize, end: usize, group: usize): usize {
  let first: u64 = 0;
  let second: u64 = 0;
  for (let at = end; at > cell; ) {
    at -= 4;
    let part = (first << 32) | u64(load<u32>(at));
    let quotient = part / EIGHT;
    first = part - quotient * EIGHT;
    part = (second << 32) | quotient;
    quotient = part / EIGHT;
    second = part - quotient * EIGHT;
    store<u32>(at, u32(quotient));
  }
  store<u32>(group, u32(first));
  store<u32>(group + 4, u32(second));
  return group + 8;
}

/** Writes each number and a newline, and a minus first where the byte in `signs` is 1. `signs` may be 0, for none. Returns the end. */
export function writeDecimals(out: usize, numbers: usize, signs: usize, word32s: u32, count: usize, groups: usize): usize {
  const bytes = usize(word32s) * 4;
  for (let token: usize = 0; token < count; token++, numbers += bytes) {
    if (signs != 0) {
      store<u8>(out, MINUS);
      out += usize(load<u8>(signs + token));
    }
    if (word32s == 1) out = writeLong(out, u64(load<u32>(numbers)));
    else if (word32s == 2) out = writeLong(out, load<u64>(numbers));
    else out = writeWide(out, numbers, bytes, groups);
    store<u8>(out++, NEWLINE);
  }
  return out;
}

/** Replaces each of `count` numbers by its distance to the next, and sets its byte in `signs` to 1 where the next is smaller. One number more lies behind them. */
export function differences(numbers: usize, signs: usize, word32s: u32, count: usize): void {
  if (word32s == 2) {
    for (let end = numbers + 8 * count; numbers < end; numbers += 8, signs++) {
      const isDown = load<u64>(numbers + 8) < load<u64>(numbers);
      const distance = load<u64>(numbers + 8) - load<u64>(numbers);
      store<u64>(numbers, isDown ? 0 - distance : distance);
      store<u8>(signs, u8(isDown));
    }
    return;
  }
  const bytes = usize(word32s) * 4;
  for (let end = numbers + bytes * count; numbers < end; numbers += bytes, signs++) {
    let borrow: u64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      const difference = u64(load<u32>(numbers + bytes + at)) - u64(load<u32>(numbers + at)) - borrow;
      store<u32>(numbers + at, u32(difference));
      borrow = difference >> 63;
    }
    store<u8>(signs, u8(borrow));
    if (borrow != 0) negate(numbers, bytes);
  }
}

/** The two's complement: all bits inverted, plus 1. */
function negate(cell: usize, bytes: usize): void {
  let carry: u64 = 1;
  for (let end = cell + bytes; cell < end; cell += 4) {
    carry += u64(load<u32>(cell)) ^ 0xffff_ffff;
    store<u32>(cell, u32(carry));
    carry >>= 32;
  }
}
