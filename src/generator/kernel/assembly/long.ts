/*
 * AssemblyScript. FF1's rounds on halves below 2^64, two tokens at a time.
 *
 * A cell of the columns is a 64-bit word. Columns hold an even number of tokens; what lies behind the last token is computed, too, and
 * never read.
 */

const BLOCK: usize = 16;

/** Constants lie in memory, for the compiler would build them anew at each use, in every turn of a loop. */
const REVERSED = memory.data<u8>([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 16);
const REVERSED_LANES = memory.data<u8>([7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8], 16);
/** 2^52 as a double. An integer below 2^52 in its low bits makes it 2^52 + that integer. */
const TWO_TO_52 = memory.data<u64>([0x4330_0000_0000_0000, 0x4330_0000_0000_0000], 16);
/** 1.5 × 2^52: adding it to a double between −2^51 and 2^51 leaves the nearest integer in the low bits. */
const ROUND = memory.data<u64>([0x4338_0000_0000_0000, 0x4338_0000_0000_0000], 16);
const HIGHEST_BIT = memory.data<u64>([0x8000_0000_0000_0000, 0x8000_0000_0000_0000], 16);

/** What rounds reduce by. The host writes the fields in this order. */
@unmanaged
export class LongModulus {
  /** radix^u or radix^v. */
  base: u64;
  /** `base` shifted left until it is 2^16 or more for y of eight bytes, 2^48 or more for y of twelve. */
  shifted: u64;
  /** 2^12 / `shifted`, or 2^44 / `shifted` for y of twelve bytes. */
  shiftedInverse: f64;
  /** 1 / `base`. */
  inverse: f64;
  /** Whether y has twelve bytes, not eight. */
  isTwelve: u32;
  isShifted: u32;
}

/** Writes two blocks: the word `start`, then the word `end` XOR a half, whose bytes `reversed` makes big-endian. */
@inline
function writeBlocks(blocks: usize, halves: v128, start: v128, end: v128, reversed: v128): void {
  const ends = v128.xor(end, i8x16.relaxed_swizzle(halves, reversed));
  v128.store(blocks, v128.shuffle<i64>(start, ends, 0, 2));
  v128.store(blocks, v128.shuffle<i64>(start, ends, 1, 3), 16);
}

/** Writes the halves of the tokens from `high`, `low` on, and the blocks of the first round. */
export function longStart(highs: usize, lows: usize, blocks: usize, template: usize, count: usize, high: u64, low: u64, lowBase: u64): void {
  for (let token: usize = 0; token < count; token++) {
    store<u64>(highs + 8 * token, high);
    store<u64>(lows + 8 * token, low);
    low += 1;
    if (low == lowBase) {
      low = 0;
      high += 1;
    }
  }
  longBlocks(lows, blocks, template, count);
}

/** Writes the blocks of a round: the template XOR each half. */
export function longBlocks(halves: usize, blocks: usize, template: usize, count: usize): void {
  const start = v128.load64_splat(template);
  const end = v128.load64_splat(template, 8);
  const reversed = v128.load(REVERSED_LANES);
  for (let token: usize = 0; token < count; token += 2) writeBlocks(blocks + BLOCK * token, v128.load(halves + 8 * token), start, end, reversed);
}

/**
 * Steps 6 iv to vi of FF1: adds to each half the number y at the start of its block, modulo the base, and writes the blocks of the next round.
 *
 * y's upper 52 bits times `shiftedInverse` are y / `shifted`, off by 1/8 at most: 1/16 for the lower bits, 1/16 for the rounding of inverse
 * and product. So the nearest integer leaves a remainder of at most 5/8 × `shifted`; where nothing was shifted, of half the base and 2^45.
 * As a signed number of 64 bits it has the right sign for every base up to 2^64 − 2^46. Where the base was shifted, the remainder is below
 * 2^49: a double holds it exactly, and the nearest quotient by the base leaves little more than half the base.
 */
export function longRound(halves: usize, blocks: usize, template: usize, count: usize, modulus: LongModulus): void {
  const base = i64x2.splat(modulus.base);
  const shifted = i64x2.splat(modulus.shifted);
  const shiftedInverse = f64x2.splat(modulus.shiftedInverse);
  const inverse = f64x2.splat(modulus.inverse);
  const isTwelve = modulus.isTwelve;
  const isShifted = modulus.isShifted;
  const start = v128.load64_splat(template);
  const end = v128.load64_splat(template, 8);
  const reversed = v128.load(REVERSED);
  const reversedLanes = v128.load(REVERSED_LANES);
  const magic = v128.load(TWO_TO_52);
  const round = v128.load(ROUND);
  const highestBit = v128.load(HIGHEST_BIT);
  const zero = i64x2.splat(0);
  for (let last = blocks + BLOCK * count; blocks < last; blocks += 2 * BLOCK, halves += 16) {
    const first = i8x16.relaxed_swizzle(v128.load(blocks), reversed);
    const second = i8x16.relaxed_swizzle(v128.load(blocks, 16), reversed);
    const high = v128.shuffle<i64>(first, second, 1, 3);
    let y = high;
    if (isTwelve) y = v128.or(i64x2.shl(high, 32), i64x2.shr_u(v128.shuffle<i64>(first, second, 0, 2), 32));
    const upper = f64x2.sub(v128.or(i64x2.shr_u(high, 12), magic), magic);
    y = i64x2.sub(y, i64x2.mul(i64x2.sub(f64x2.add(f64x2.mul(upper, shiftedInverse), round), round), shifted));
    if (isShifted) {
      const rest = f64x2.sub(i64x2.add(y, round), round);
      y = i64x2.sub(y, i64x2.mul(i64x2.sub(f64x2.add(f64x2.mul(rest, inverse), round), round), base));
    }
    y = i64x2.add(y, v128.and(base, i64x2.gt_s(zero, y)));
    const half = v128.load(halves);
    const gap = i64x2.sub(base, y);
    const isBelow = i64x2.gt_s(v128.xor(gap, highestBit), v128.xor(half, highestBit)); // of unsigned numbers
    const sum = i64x2.sub(i64x2.add(half, y), v128.andnot(base, isBelow));
    v128.store(halves, sum);
    writeBlocks(blocks, sum, start, end, reversedLanes);
  }
}
