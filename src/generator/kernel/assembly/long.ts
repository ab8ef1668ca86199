/*
 * AssemblyScript. FF1 rounds on halves below 2^64, two tokens at a time.
 *
 * A half is a word of 64 bits in a column. Columns and blocks hold an even number of tokens; what stands behind the last token is
 * computed, too, and never read.
 */

const BLOCK: usize = 16;

/** Constants in memory: the compiler would put them together anew at each use, in every turn of a loop. */
const REVERSED = memory.data<u8>([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 16);
const REVERSED_LANES = memory.data<u8>([7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8], 16);
/** 2^52 as a double: its lowest 52 bits are an integer's. */
const TWO_TO_52 = memory.data<u64>([0x4330_0000_0000_0000, 0x4330_0000_0000_0000], 16);
/** 1.5 × 2^52: added to a double between −2^51 and 2^51 it leaves the nearest integer in the low bits. */
const ROUND = memory.data<u64>([0x4338_0000_0000_0000, 0x4338_0000_0000_0000], 16);
const HIGHEST_BIT = memory.data<u64>([0x8000_0000_0000_0000, 0x8000_0000_0000_0000], 16);

/** What rounds reduce by; written by the host, in this order. */
@unmanaged
export class LongModulus {
  base: u64;
  /** `base` moved up until it is 2^16 or more for y of eight bytes, 2^48 for twelve. */
  moved: u64;
  /** 2^12 / `moved`, or 2^44 / `moved` for y of twelve bytes. */
  movedInverse: f64;
  /** 1 / `base`. */
  inverse: f64;
  /** Whether y has twelve bytes, not eight. */
  isTwelve: u32;
  isMoved: u32;
}

/** Two blocks: the words `start`, and `end` mixed with each half, its bytes turned round by `reversed`. */
@inline
function writeBlocks(blocks: usize, halves: v128, start: v128, end: v128, reversed: v128): void {
  const ends = v128.xor(end, i8x16.relaxed_swizzle(halves, reversed));
  v128.store(blocks, v128.shuffle<i64>(start, ends, 0, 2));
  v128.store(blocks, v128.shuffle<i64>(start, ends, 1, 3), 16);
}

/** The halves of the tokens from `high`, `low` on, and the blocks of the first round. */
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

/** The blocks of a round: the template mixed with each half. */
export function longBlocks(halves: usize, blocks: usize, template: usize, count: usize): void {
  const start = v128.load64_splat(template);
  const end = v128.load64_splat(template, 8);
  const reversed = v128.load(REVERSED_LANES);
  for (let token: usize = 0; token < count; token += 2) writeBlocks(blocks + BLOCK * token, v128.load(halves + 8 * token), start, end, reversed);
}

/**
 * Adds to each half the number y at the start of its block, modulo the base, and writes the blocks of the next round.
 *
 * y's upper 52 bits times `movedInverse` are y / `moved`, off by 1/8 at most: 1/16 for the lower bits, 1/16 for the rounding of inverse
 * and product. So the nearest integer leaves a remainder of at most 5/8 × `moved`, or of half the base and 2^45 where nothing was moved,
 * which 64 bits tell apart from its complement for every base up to 2^64 − 2^46. Of a moved base the rest is below 2^49: a double is
 * exact, and its nearest quotient leaves little more than half the base.
 */
export function longRound(halves: usize, blocks: usize, template: usize, count: usize, modulus: LongModulus): void {
  const base = i64x2.splat(modulus.base);
  const moved = i64x2.splat(modulus.moved);
  const movedInverse = f64x2.splat(modulus.movedInverse);
  const inverse = f64x2.splat(modulus.inverse);
  const isTwelve = modulus.isTwelve;
  const isMoved = modulus.isMoved;
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
    y = i64x2.sub(y, i64x2.mul(i64x2.sub(f64x2.add(f64x2.mul(upper, movedInverse), round), round), moved));
    if (isMoved) {
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
