/* AssemblyScript. FF1 rounds on halves below 2^64, a 64-bit word each. */
import { remainder } from "./division";

const BLOCK: usize = 16;

/** A word turned round into the second half of a block; the rest is zero. */
const TO_BLOCK = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, 7, 6, 5, 4, 3, 2, 1, 0);

/** A block turned round: its first eight bytes as the upper lane's number. */
const REVERSED = i8x16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

/** What rounds reduce by; written by the host, in this order. */
@unmanaged
export class LongModulus {
  base: u64;
  /** `base`, normalised, and how far it was moved. */
  divisor: u64;
  reciprocal: u64;
  shift: u64;
  /** 2^64 mod base. */
  fold: u64;
  /** Whether y has twelve bytes, not eight. */
  isTwelve: u32;
  /** Whether base is at most 2^32. */
  isSmall: u32;
}

@inline
function writeBlock(block: usize, half: u64, template: v128): void {
  v128.store(block, v128.xor(template, i8x16.swizzle(i64x2.splat(half), TO_BLOCK)));
}

/** The halves of the tokens from `high`, `low` on, and the blocks of the first round. */
export function longStart(highs: usize, lows: usize, blocks: usize, template: usize, count: usize, high: u64, low: u64, lowBase: u64): void {
  const mask = v128.load(template);
  for (let token: usize = 0; token < count; token++) {
    store<u64>(highs + 8 * token, high);
    store<u64>(lows + 8 * token, low);
    writeBlock(blocks + BLOCK * token, low, mask);
    low += 1;
    if (low == lowBase) {
      low = 0;
      high += 1;
    }
  }
}

/** Adds to each half the number y at the start of its block, modulo the base, and writes the blocks of the next round. */
export function longRound(halves: usize, blocks: usize, template: usize, count: usize, modulus: LongModulus): void {
  if (!modulus.isTwelve) addAll(halves, blocks, template, count, modulus, false, false);
  else if (modulus.isSmall) addAll(halves, blocks, template, count, modulus, true, true);
  else addAll(halves, blocks, template, count, modulus, true, false);
}

@inline
function addAll(halves: usize, blocks: usize, template: usize, count: usize, modulus: LongModulus, isTwelve: bool, isSmall: bool): void {
  const mask = v128.load(template);
  const base = modulus.base;
  const d = modulus.divisor;
  const v = modulus.reciprocal;
  const shift = modulus.shift;
  const fold = modulus.fold;
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, halves += 8) {
    const block = i8x16.swizzle(v128.load(blocks), REVERSED);
    let low = u64(i64x2.extract_lane(block, 1));
    let high: u64 = 0;
    if (isTwelve) {
      high = low >> 32;
      low = (low << 32) | (u64(i64x2.extract_lane(block, 0)) >> 32);
      if (isSmall) {
        // A product below 2^64, so the sum is below 2^65.
        const sum = high * fold + low;
        high = u64(sum < low);
        low = sum;
      }
    }
    // Moved as the divisor is: below 2^32 × 2^31 or 2 × 2^shift, so below the divisor.
    const y = remainder((high << shift) | ((low >> 1) >> (63 - shift)), low << shift, d, v) >> shift;
    const half = load<u64>(halves);
    const gap = base - y;
    const sum = select<u64>(half - gap, half + y, half >= gap);
    store<u64>(halves, sum);
    writeBlock(blocks, sum, mask);
  }
}
