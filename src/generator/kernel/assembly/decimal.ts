/*
 * AssemblyScript. Numbers, as rows of 32-bit words, least significant first, are written as lines of decimal digits, eight at a time.
 * Lines are written eight bytes at a time, too; what is written too much is overwritten by the next.
 */

const NEWLINE: u8 = 0x0a;
const MINUS: u8 = 0x2d;
const EIGHT: u64 = 100_000_000;
const ZEROS: u64 = 0x3030_3030_3030_3030;

/** The eight digits of a number below 10^8, the most significant in the lowest byte: halves, then all pairs and all digits at once. */
@inline
function digitsOf(number: u32): u64 {
  const high = number / 10_000;
  const halves = u64(high) | (u64(number - high * 10_000) << 32);
  const hundreds = ((halves * 10_486) >> 20) & 0x7f_0000_007f; // 10,486 / 2^20 is a little more than 1 / 100
  const pairs = hundreds | ((halves - hundreds * 100) << 16);
  const tens = ((pairs * 103) >> 10) & 0xf_000f_000f_000f; // 103 / 2^10 is a little more than 1 / 10
  return tens | ((pairs - tens * 10) << 8);
}

/** Writes a number below 10^8 without zeros before it, and gives back its end. */
@inline
function writeFirst(out: usize, number: u32): usize {
  const digits = digitsOf(number);
  const zeros = ctz(digits | (1 << 56)) & 0x38; // at most seven: 0 is a digit
  store<u64>(out, (digits | ZEROS) >> zeros);
  return out + 8 - usize(zeros >> 3);
}

@inline
function writeNext(out: usize, number: u32): usize {
  store<u64>(out, digitsOf(number) | ZEROS);
  return out + 8;
}

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

/** Writes a number of any length, which is used up. `groups` is room for its digits, eight in a word. */
@inline
function writeLimbs(out: usize, row: usize, bytes: usize, groups: usize): usize {
  let end = row + bytes;
  let group = groups;
  while (true) {
    while (end > row + 8 && load<u32>(end - 4) == 0) end -= 4;
    const length = end - row;
    if (length <= 8) break;
    if (length > 16) group = cutFour(row, end, group);
    else group = cutTwo(row, end, group);
  }
  out = writeLong(out, load<u64>(row));
  while (group > groups) {
    group -= 4;
    out = writeNext(out, load<u32>(group));
  }
  return out;
}

/** Cuts the last 32 digits off a number of more than four words. Four divisions go on side by side, for each would wait for itself. */
@inline
function cutFour(row: usize, end: usize, group: usize): usize {
  let first: u64 = 0;
  let second: u64 = 0;
  let third: u64 = 0;
  let fourth: u64 = 0;
  for (let at = end; at > row; ) {
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
function cutTwo(row: usize, end: usize, group: usize): usize {
  let first: u64 = 0;
  let second: u64 = 0;
  for (let at = end; at > row; ) {
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

/** Writes each number behind a minus where the byte in `signs` is 1, and a newline behind it; `signs` may be 0, for none. Gives back the end. */
export function writeDecimals(out: usize, rows: usize, signs: usize, limbs: u32, count: usize, groups: usize): usize {
  const bytes = usize(limbs) * 4;
  for (let token: usize = 0; token < count; token++, rows += bytes) {
    if (signs != 0) {
      store<u8>(out, MINUS);
      out += usize(load<u8>(signs + token));
    }
    if (limbs == 1) out = writeLong(out, u64(load<u32>(rows)));
    else if (limbs == 2) out = writeLong(out, load<u64>(rows));
    else out = writeLimbs(out, rows, bytes, groups);
    store<u8>(out++, NEWLINE);
  }
  return out;
}

/** Each number becomes its distance to the next, and its byte in `signs` 1 where the next is smaller; there is one number more. */
export function differences(rows: usize, signs: usize, limbs: u32, count: usize): void {
  if (limbs == 2) {
    for (let end = rows + 8 * count; rows < end; rows += 8, signs++) {
      const isDown = load<u64>(rows + 8) < load<u64>(rows);
      const distance = load<u64>(rows + 8) - load<u64>(rows);
      store<u64>(rows, isDown ? 0 - distance : distance);
      store<u8>(signs, u8(isDown));
    }
    return;
  }
  const bytes = usize(limbs) * 4;
  for (let end = rows + bytes * count; rows < end; rows += bytes, signs++) {
    let borrow: u64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      const difference = u64(load<u32>(rows + bytes + at)) - u64(load<u32>(rows + at)) - borrow;
      store<u32>(rows + at, u32(difference));
      borrow = difference >> 63;
    }
    store<u8>(signs, u8(borrow));
    if (borrow != 0) negate(rows, bytes);
  }
}

function negate(row: usize, bytes: usize): void {
  let carry: u64 = 1;
  for (let end = row + bytes; row < end; row += 4) {
    carry += u64(load<u32>(row)) ^ 0xffff_ffff;
    store<u32>(row, u32(carry));
    carry >>= 32;
  }
}
