/*
 * AssemblyScript. FF1 rounds on halves of at most 2^31, four tokens at a time.
 *
 * A half is a word in a column. Columns and blocks hold a multiple of four tokens; what stands behind the last token is computed, too,
 * and never read.
 */

const BLOCK: usize = 16;

/** Constants in memory: the compiler would put them together anew at each use, in every turn of a loop. */
const REVERSED_LANES = memory.data<u8>([7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8], 16);
const REVERSED_WORDS = memory.data<u8>([3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12], 16);
/** 2^52 as a double. An integer below 2^52 in its low bits makes it 2^52 + that integer. */
const TWO_TO_52 = memory.data<u64>([0x4330_0000_0000_0000, 0x4330_0000_0000_0000], 16);

/** Writes four blocks: the words `start` and `middle`, then `last` XOR a half, whose bytes `reversed` makes big-endian. */
@inline
function writeBlocks(blocks: usize, halves: v128, start: v128, middle: v128, last: v128, reversed: v128): void {
  const ends = v128.xor(last, i8x16.relaxed_swizzle(halves, reversed));
  const first = v128.shuffle<i32>(middle, ends, 0, 4, 1, 5);
  const second = v128.shuffle<i32>(middle, ends, 2, 6, 3, 7);
  v128.store(blocks, v128.shuffle<i64>(start, first, 0, 2));
  v128.store(blocks, v128.shuffle<i64>(start, first, 1, 3), 16);
  v128.store(blocks, v128.shuffle<i64>(start, second, 0, 2), 32);
  v128.store(blocks, v128.shuffle<i64>(start, second, 1, 3), 48);
}

/** Writes the halves of the tokens from `high`, `low` on, and the blocks of the first round. */
export function shortStart(highs: usize, lows: usize, blocks: usize, template: usize, count: usize, high: u32, low: u32, lowBase: u32): void {
  for (let token: usize = 0; token < count; token++) {
    store<u32>(highs + 4 * token, high);
    store<u32>(lows + 4 * token, low);
    low += 1;
    if (low == lowBase) {
      low = 0;
      high += 1;
    }
  }
  shortBlocks(lows, blocks, template, count);
}

/** Writes the blocks of the first round: the template XOR each low half. */
export function shortBlocks(lows: usize, blocks: usize, template: usize, count: usize): void {
  const start = v128.load64_splat(template);
  const middle = v128.load32_splat(template, 8);
  const last = v128.load32_splat(template, 12);
  const reversed = v128.load(REVERSED_WORDS);
  for (let token: usize = 0; token < count; token += 4) writeBlocks(blocks + BLOCK * token, v128.load(lows + 4 * token), start, middle, last, reversed);
}

/**
 * Steps 6 iv to vi of FF1: adds to each half the number y in the first eight bytes of its block, modulo `base`, and writes the blocks of the next round.
 *
 * The quotient is y's upper 52 bits times `inverse` = 4096 / base, rounded to an integer in the low bits of a double by adding
 * `offset` = 2^52 − 2^52 × inverse (the second term takes back the 2^52 which made y a double). For 2^16 ≤ base ≤ 2^31 it is less than
 * 1 beside y / base: 1/16 for y's lower 12 bits, 1/32 and 1/16 for the rounding of inverse and product, 1/4 for that of `offset`,
 * 1/2 for the sum's. So the remainder r is between −base and base. With base ≤ 2^31 a negative r, read as unsigned,
 * is above r + base, and a positive one below it: the smaller of the two is the remainder wanted.
 */
export function shortRound(halves: usize, blocks: usize, template: usize, count: usize, base: u32, inverse: f64, offset: f64): void {
  const modulus = i32x4.splat(base);
  const factor = f64x2.splat(inverse);
  const term = f64x2.splat(offset);
  const start = v128.load64_splat(template);
  const middle = v128.load32_splat(template, 8);
  const last = v128.load32_splat(template, 12);
  const reversed = v128.load(REVERSED_WORDS);
  const reversedLanes = v128.load(REVERSED_LANES);
  const magic = v128.load(TWO_TO_52);
  for (let end = blocks + BLOCK * count; blocks < end; blocks += 4 * BLOCK, halves += 16) {
    const first = i8x16.relaxed_swizzle(v128.shuffle<i64>(v128.load(blocks), v128.load(blocks, 16), 0, 2), reversedLanes);
    const second = i8x16.relaxed_swizzle(v128.shuffle<i64>(v128.load(blocks, 32), v128.load(blocks, 48), 0, 2), reversedLanes);
    const firstQuotient = f64x2.add(f64x2.mul(v128.or(i64x2.shr_u(first, 12), magic), factor), term);
    const secondQuotient = f64x2.add(f64x2.mul(v128.or(i64x2.shr_u(second, 12), magic), factor), term);
    const quotient = v128.shuffle<i32>(firstQuotient, secondQuotient, 0, 2, 4, 6);
    const y = v128.shuffle<i32>(first, second, 0, 2, 4, 6);
    const rest = i32x4.sub(y, i32x4.mul(quotient, modulus));
    const sum = i32x4.add(v128.load(halves), i32x4.min_u(rest, i32x4.add(rest, modulus)));
    const half = i32x4.min_u(sum, i32x4.sub(sum, modulus));
    v128.store(halves, half);
    writeBlocks(blocks, half, start, middle, last, reversed);
  }
}
