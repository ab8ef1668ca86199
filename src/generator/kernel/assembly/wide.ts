/*
 * AssemblyScript. The parts of an FF1 round on halves of any length: words of 32 bits, least significant first, in rows of whole
 * blocks. A block that stands for a number is a row's sixteen bytes turned round.
 */
import { divide } from "./division";

const BLOCK: usize = 16;

const REVERSED = i8x16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

/** What rounds reduce by; written by the host, in this order. */
@unmanaged
export class WideModulus {
  /** Words of the modulus: two or more. */
  limbs: u32;
  /** How far the modulus was moved until its highest bit was set. */
  shift: u32;
  /** Of its highest word. */
  reciprocal: u32;
  /** Words of y. */
  yLimbs: u32;
  /** The moved modulus, least significant word first. */
  divisor: usize;
  /** Room for yLimbs + 2 words. */
  work: usize;
}

/** Row after row, the number before and one more; the rows are `stride` bytes apart, `limbs` words long, and the first is filled. */
export function wideCount(highs: usize, lows: usize, stride: usize, count: usize, limbs: usize, lowBase: usize): void {
  for (let token: usize = 1; token < count; token++, highs += stride, lows += stride) {
    memory.copy(highs + stride, highs, stride);
    memory.copy(lows + stride, lows, stride);
    increment(lows + stride);
    if (memory.compare(lows + stride, lowBase, 4 * limbs) == 0) {
      memory.fill(lows + stride, 0, 4 * limbs);
      increment(highs + stride);
    }
  }
}

@inline
function increment(row: usize): void {
  while (true) {
    const word = load<u32>(row) + 1;
    store<u32>(row, word);
    if (word != 0) return;
    row += 4;
  }
}

/** Blocks: a template XOR sixteen bytes of each row. */
export function wideBlocks(blocks: usize, rows: usize, stride: usize, count: usize, template: usize): void {
  const mask = v128.load(template);
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, rows += stride) {
    v128.store(blocks, v128.xor(mask, i8x16.swizzle(v128.load(rows), REVERSED)));
  }
}

/** Blocks: what is there XOR sixteen bytes of each row. */
export function wideChain(blocks: usize, rows: usize, stride: usize, count: usize): void {
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, rows += stride) {
    v128.store(blocks, v128.xor(v128.load(blocks), i8x16.swizzle(v128.load(rows), REVERSED)));
  }
}

/** Puts the blocks into the rows. */
export function wideKeep(blocks: usize, rows: usize, stride: usize, count: usize): void {
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, rows += stride) {
    v128.store(rows, i8x16.swizzle(v128.load(blocks), REVERSED));
  }
}

/** Adds to each half its y, modulo the base. */
export function wideAdd(halves: usize, stride: usize, ys: usize, yStride: usize, count: usize, modulus: WideModulus): void {
  for (let token: usize = 0; token < count; token++, halves += stride, ys += yStride) {
    sumMoved(halves, ys, modulus);
    reduce(modulus);
    moveBack(halves, modulus);
  }
}

/** work = (half + y) × 2^shift, in yLimbs + 1 words, for carry and shift together are at most 32 bits; one more word is 0. */
@inline
function sumMoved(half: usize, y: usize, modulus: WideModulus): void {
  const halfEnd = usize(modulus.limbs) * 4;
  const end = usize(modulus.yLimbs) * 4;
  const work = modulus.work;
  const shift = u64(modulus.shift);
  let carry: u64 = 0;
  let moved: u64 = 0;
  for (let at: usize = 0; at < end; at += 4) {
    carry += u64(load<u32>(y + at));
    if (at < halfEnd) carry += u64(load<u32>(half + at));
    moved |= (carry & 0xffff_ffff) << shift;
    store<u32>(work + at, u32(moved));
    moved >>= 32;
    carry >>= 32;
  }
  store<u64>(work + end, moved | (carry << shift));
}

/** Knuth's algorithm D ("The Art of Computer Programming", 4.3.1), without the quotient. */
@inline
function reduce(modulus: WideModulus): void {
  const work = modulus.work;
  const divisor = modulus.divisor;
  const length = usize(modulus.limbs) * 4;
  const v = u64(modulus.reciprocal);
  const d1 = u64(load<u32>(divisor + length - 4));
  const d2 = u64(load<u32>(divisor + length - 8));
  let window = work + usize(modulus.yLimbs) * 4 + 4 - length;
  // The highest word is 0; where the next is small, too, a step is saved.
  if (u64(load<u32>(window + length - 4)) < d1) window -= 4;
  for (; window >= work; window -= 4) {
    const quotient = estimate(window + length, d1, d2, v);
    if (quotient != 0 && subtract(window, divisor, length, quotient)) addBack(window, divisor, length);
  }
}

/** A word of the quotient, or one more in very few cases. */
@inline
function estimate(end: usize, d1: u64, d2: u64, v: u64): u64 {
  const high = u64(load<u32>(end));
  const middle = u64(load<u32>(end - 4));
  const low = u64(load<u32>(end - 8));
  let quotient: u64 = 0xffff_ffff;
  let rest = middle + d1;
  if (high < d1) {
    const divided = divide(high, middle, d1, v);
    quotient = divided >> 32;
    rest = divided & 0xffff_ffff;
  }
  while (rest <= 0xffff_ffff && quotient * d2 > ((rest << 32) | low)) {
    quotient -= 1;
    rest += d1;
  }
  return quotient;
}

/** window −= quotient × divisor; whether that went below 0. */
@inline
function subtract(window: usize, divisor: usize, length: usize, quotient: u64): bool {
  let borrow: u64 = 0;
  for (let at: usize = 0; at < length; at += 4) {
    const product = quotient * u64(load<u32>(divisor + at)) + borrow;
    const word = u64(load<u32>(window + at));
    store<u32>(window + at, u32(word - product));
    borrow = (product >> 32) + u64((product & 0xffff_ffff) > word);
  }
  const word = u64(load<u32>(window + length));
  store<u32>(window + length, u32(word - borrow));
  return word < borrow;
}

function addBack(window: usize, divisor: usize, length: usize): void {
  let carry: u64 = 0;
  for (let at: usize = 0; at < length; at += 4) {
    carry += u64(load<u32>(window + at)) + u64(load<u32>(divisor + at));
    store<u32>(window + at, u32(carry));
    carry >>= 32;
  }
  store<u32>(window + length, load<u32>(window + length) + u32(carry));
}

/** half = work / 2^shift; above the modulus' words work is 0 by now. */
@inline
function moveBack(half: usize, modulus: WideModulus): void {
  const work = modulus.work;
  const shift = u64(modulus.shift);
  const length = usize(modulus.limbs) * 4;
  for (let at: usize = 0; at < length; at += 4) store<u32>(half + at, u32(load<u64>(work + at) >> shift));
}
