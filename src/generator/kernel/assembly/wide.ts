/*
 * AssemblyScript. The steps of an FF1 round on halves of any length. A cell has whole blocks of sixteen bytes and holds 32-bit words, the
 * least significant first. FF1's strings are big-endian: so a block of a string is sixteen bytes of a cell in reverse, and the first block
 * of a string lies last in its cell.
 */
import { divide } from "./division";

const BLOCK: usize = 16;

const REVERSED = i8x16(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

/** What rounds reduce by. The host writes the fields in this order. */
@unmanaged
export class WideModulus {
  /** Words of the modulus: two or more. */
  word32s: u32;
  /** By how many bits the modulus was shifted to be normalised, its highest bit set: 0 to 31. */
  shift: u32;
  /** The reciprocal of the normalised modulus' highest word. */
  reciprocal: u32;
  /** Words of y. */
  yWord32s: u32;
  /** The normalised modulus, least significant word first. */
  divisor: usize;
  /** Room for yWord32s + 2 words. */
  work: usize;
}

/**
 * Fills each cell with the number in the one before plus 1, carried from the lows into the highs. The first cells are filled already. Cells
 * are `stride` bytes apart; a low half has `word32s` words.
 */
export function wideCount(highs: usize, lows: usize, stride: usize, count: usize, word32s: usize, lowBase: usize): void {
  for (let token: usize = 1; token < count; token++, highs += stride, lows += stride) {
    memory.copy(highs + stride, highs, stride);
    memory.copy(lows + stride, lows, stride);
    increment(lows + stride);
    if (memory.compare(lows + stride, lowBase, 4 * word32s) == 0) {
      memory.fill(lows + stride, 0, 4 * word32s);
      increment(highs + stride);
    }
  }
}

@inline
function increment(cell: usize): void {
  while (true) {
    const word = load<u32>(cell) + 1;
    store<u32>(cell, word);
    if (word != 0) return;
    cell += 4;
  }
}

/** Writes blocks: a template XOR sixteen bytes of each cell. */
export function wideBlocks(blocks: usize, cells: usize, stride: usize, count: usize, template: usize): void {
  const mask = v128.load(template);
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, cells += stride) {
    v128.store(blocks, v128.xor(mask, i8x16.swizzle(v128.load(cells), REVERSED)));
  }
}

/** XORs sixteen bytes of each cell into the blocks: the next step of the CBC-MAC. */
export function wideChain(blocks: usize, cells: usize, stride: usize, count: usize): void {
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, cells += stride) {
    v128.store(blocks, v128.xor(v128.load(blocks), i8x16.swizzle(v128.load(cells), REVERSED)));
  }
}

/** Copies the blocks into the cells. */
export function wideKeep(blocks: usize, cells: usize, stride: usize, count: usize): void {
  for (let end = blocks + BLOCK * count; blocks < end; blocks += BLOCK, cells += stride) {
    v128.store(cells, i8x16.swizzle(v128.load(blocks), REVERSED));
  }
}

/** Step 6 vi of FF1: adds to each half its y, modulo the base. */
export function wideAdd(halves: usize, stride: usize, ys: usize, yStride: usize, count: usize, modulus: WideModulus): void {
  for (let token: usize = 0; token < count; token++, halves += stride, ys += yStride) {
    sumShifted(halves, ys, modulus);
    reduce(modulus);
    shiftBack(halves, modulus);
  }
}

/**
 * work = (half + y) × 2^shift, in yWord32s + 1 words and one more that is 0. y has at least as many words as a half and carries 1 bit at most,
 * and shift is at most 31: together they fit in one word.
 */
@inline
function sumShifted(half: usize, y: usize, modulus: WideModulus): void {
  const halfEnd = usize(modulus.word32s) * 4;
  const end = usize(modulus.yWord32s) * 4;
  const work = modulus.work;
  const shift = u64(modulus.shift);
  let carry: u64 = 0;
  let shifted: u64 = 0;
  for (let at: usize = 0; at < end; at += 4) {
    carry += u64(load<u32>(y + at));
    if (at < halfEnd) carry += u64(load<u32>(half + at));
    shifted |= (carry & 0xffff_ffff) << shift;
    store<u32>(work + at, u32(shifted));
    shifted >>= 32;
    carry >>= 32;
  }
  store<u64>(work + end, shifted | (carry << shift));
}

/** work mod the normalised modulus, by algorithm D of Knuth's "The Art of Computer Programming", 4.3.1, without storing the quotient. */
@inline
function reduce(modulus: WideModulus): void {
  const work = modulus.work;
  const divisor = modulus.divisor;
  const length = usize(modulus.word32s) * 4;
  const v = u64(modulus.reciprocal);
  const d1 = u64(load<u32>(divisor + length - 4));
  const d2 = u64(load<u32>(divisor + length - 8));
  let window = work + usize(modulus.yWord32s) * 4 + 4 - length;
  // The highest word is 0. Where the next is below the divisor's, its quotient digit is 0 and needs no step.
  if (u64(load<u32>(window + length - 4)) < d1) window -= 4;
  for (; window >= work; window -= 4) {
    const quotient = estimate(window + length, d1, d2, v);
    if (quotient != 0 && subtract(window, divisor, length, quotient)) addBack(window, divisor, length);
  }
}

/** Step D3: a word of the quotient, or seldom 1 more, in about 2 of 2^32 cases. */
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

/** Step D4: window −= quotient × divisor. Returns whether that went below 0. */
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

/** Step D6. */
function addBack(window: usize, divisor: usize, length: usize): void {
  let carry: u64 = 0;
  for (let at: usize = 0; at < length; at += 4) {
    carry += u64(load<u32>(window + at)) + u64(load<u32>(divisor + at));
    store<u32>(window + at, u32(carry));
    carry >>= 32;
  }
  store<u32>(window + length, load<u32>(window + length) + u32(carry));
}

/** half = work / 2^shift. The words of work above those of the modulus are 0 by now. */
@inline
function shiftBack(half: usize, modulus: WideModulus): void {
  const work = modulus.work;
  const shift = u64(modulus.shift);
  const length = usize(modulus.word32s) * 4;
  for (let at: usize = 0; at < length; at += 4) store<u32>(half + at, u32(load<u64>(work + at) >> shift));
}
