/* AssemblyScript. FF1 rounds on halves below 2^64, a word of 64 bits each. */
import { mask, nearest } from "./division";

const BLOCK: usize = 16;

/** Constants in memory: the compiler would put them together anew at each use, in every turn of a loop. */
const REVERSED = memory.data<u8>([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 16);
/** A word turned round into the second half of a block; the rest is zero. */
const TO_BLOCK = memory.data<u8>([255, 255, 255, 255, 255, 255, 255, 255, 7, 6, 5, 4, 3, 2, 1, 0], 16);

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

@inline
function writeBlock(block: usize, half: u64, template: v128, toBlock: v128): void {
  v128.store(block, v128.xor(template, i8x16.relaxed_swizzle(i64x2.splat(half), toBlock)));
}

/** The halves of the tokens from `high`, `low` on, and the blocks of the first round. */
export function longStart(highs: usize, lows: usize, blocks: usize, template: usize, count: usize, high: u64, low: u64, lowBase: u64): void {
  const first = v128.load(template);
  const toBlock = v128.load(TO_BLOCK);
  for (let token: usize = 0; token < count; token++) {
    store<u64>(highs + 8 * token, high);
    store<u64>(lows + 8 * token, low);
    writeBlock(blocks + BLOCK * token, low, first, toBlock);
    low += 1;
    if (low == lowBase) {
      low = 0;
      high += 1;
    }
  }
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
  const next = v128.load(template);
  const toBlock = v128.load(TO_BLOCK);
  const reversed = v128.load(REVERSED);
  const base = modulus.base;
  const moved = modulus.moved;
  const movedInverse = modulus.movedInverse;
  const inverse = modulus.inverse;
  const isTwelve = modulus.isTwelve;
  const isMoved = modulus.isMoved;
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, halves += 8) {
    const block = i8x16.relaxed_swizzle(v128.load(blocks), reversed);
    const high = u64(i64x2.extract_lane(block, 1));
    let y = high;
    if (isTwelve) y = (high << 32) | (u64(i64x2.extract_lane(block, 0)) >> 32);
    y -= nearest(f64(i64(high >> 12)) * movedInverse) * moved;
    if (isMoved) y -= nearest(f64(i64(y)) * inverse) * base;
    y += base & u64(i64(y) >> 63);
    const half = load<u64>(halves);
    const sum = half + y - (base & mask(half >= base - y));
    store<u64>(halves, sum);
    writeBlock(blocks, sum, next, toBlock);
  }
}
