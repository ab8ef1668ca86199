/*
 * AssemblyScript. The words of formats: the values of a token's digits, 16 bits each, in one cell for each token. An automaton says which words
 * are allowed, and counts how many ways there are to go on: numbers of 64-bit words, the least significant first.
 */
import { divide } from "./division";

/** A digit of a format's words. The host writes the fields in this order. */
@unmanaged
class Digit {
  /** How many values it can have. */
  radix: u32;
  /** The class of each value, 16 bits each. */
  classes: usize;
  /** The state that reading the checks behind the digit leads to, for each state, 16 bits each; 0 where no check stands there. */
  checks: usize;
}

/** The automaton of a format. The host writes the fields in this order. */
@unmanaged
export class Automaton {
  digits: u32;
  /** 64-bit words of a count. */
  word64s: u32;
  states: u32;
  /** Bytes of a row of `next`. */
  rowBytes: u32;
  start: u32;
  /** The states after each class, 16 bits each, a row for each state. */
  next: usize;
  /** A count for each number of digits read and each state. */
  counts: usize;
  /** A `Digit` for each digit. */
  places: usize;
  /** Room for three counts. */
  work: usize;
}

const DIGIT_BYTES: usize = 12;

/** The state after a digit; `row` is the state's row of `next`. */
@inline
function stepFrom(row: usize, classes: usize, checks: usize, value: usize): usize {
  const to = usize(load<u16>(row + 2 * usize(load<u16>(classes + 2 * value))));
  return checks == 0 ? to : usize(load<u16>(checks + 2 * to));
}

/**
 * Writes the state after each whole word into `states`, 16 bits each. It goes from digit to digit, all words at each, so that no step waits for
 * the one before.
 */
@inline
function walk(automaton: Automaton, cells: usize, stride: usize, count: usize, states: usize): void {
  const next = automaton.next;
  const rowBytes = usize(automaton.rowBytes);
  const start = automaton.start;
  const end = states + 2 * count;
  for (let state = states; state < end; state += 2) store<u16>(state, u16(start));
  const digits = usize(automaton.digits);
  for (let at: usize = 0; at < digits; at++) {
    const digit = changetype<Digit>(automaton.places + DIGIT_BYTES * at);
    const classes = digit.classes;
    const checks = digit.checks;
    let cell = cells + 2 * at;
    for (let state = states; state < end; state += 2, cell += stride) {
      const to = load<u16>(next + usize(load<u16>(state)) * rowBytes + 2 * usize(load<u16>(classes + 2 * usize(load<u16>(cell)))));
      store<u16>(state, to);
    }
    if (checks != 0) for (let state = states; state < end; state += 2) store<u16>(state, load<u16>(checks + 2 * usize(load<u16>(state))));
  }
}

@inline
function clear(number: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 8) store<u64>(number + at, 0);
}

/** sum += number. */
@inline
function add(sum: usize, number: usize, bytes: usize): void {
  let carry: u64 = 0;
  for (let at: usize = 0; at < bytes; at += 8) {
    const a = load<u64>(sum + at);
    const b = a + load<u64>(number + at);
    const c = b + carry;
    carry = u64(b < a) | u64(c < b);
    store<u64>(sum + at, c);
  }
}

/** rest −= number. */
@inline
function subtract(rest: usize, number: usize, bytes: usize): void {
  let borrow: u64 = 0;
  for (let at: usize = 0; at < bytes; at += 8) {
    const a = load<u64>(rest + at);
    const b = load<u64>(number + at);
    const c = a - b;
    store<u64>(rest + at, c - borrow);
    borrow = u64(a < b) | u64(c < borrow);
  }
}

@inline
function isBelow(a: usize, b: usize, bytes: usize): bool {
  for (let at = bytes; at > 0; ) {
    at -= 8;
    const x = load<u64>(a + at);
    const y = load<u64>(b + at);
    if (x != y) return x < y;
  }
  return false;
}

/** Counts the allowed words before a word: rank. */
@inline
function rankOf(automaton: Automaton, word: usize, rank: usize): void {
  const word64s = automaton.word64s;
  const bytes = usize(word64s) * 8;
  const layer = usize(automaton.states) * bytes;
  const digits = usize(automaton.digits);
  const next = automaton.next;
  const rowBytes = usize(automaton.rowBytes);
  let place = automaton.places;
  let state = usize(automaton.start);
  let counts = automaton.counts + layer;
  let low: u64 = 0;
  let high: u64 = 0;
  if (word64s > 2) clear(rank, bytes);
  for (const end = word + 2 * digits; word < end && state != 0; word += 2, counts += layer, place += DIGIT_BYTES) {
    const digit = changetype<Digit>(place);
    const classes = digit.classes;
    const checks = digit.checks;
    const row = next + state * rowBytes;
    const value = usize(load<u16>(word));
    if (word64s == 1) {
      for (let below: usize = 0; below < value; below++) low += load<u64>(counts + 8 * stepFrom(row, classes, checks, below));
    } else if (word64s == 2) {
      for (let below: usize = 0; below < value; below++) {
        const count = counts + 16 * stepFrom(row, classes, checks, below);
        const countLow = load<u64>(count);
        low += countLow;
        high += load<u64>(count, 8) + u64(low < countLow);
      }
    } else {
      for (let below: usize = 0; below < value; below++) add(rank, counts + bytes * stepFrom(row, classes, checks, below), bytes);
    }
    state = stepFrom(row, classes, checks, value);
  }
  if (word64s <= 2) {
    store<u64>(rank, low);
    if (word64s == 2) store<u64>(rank, high, 8);
  }
}

/** Writes the allowed word before which `rank` others stand, and uses the rank up. */
@inline
function unrank(automaton: Automaton, word: usize, rank: usize): void {
  const word64s = automaton.word64s;
  const bytes = usize(word64s) * 8;
  const layer = usize(automaton.states) * bytes;
  const digits = usize(automaton.digits);
  const next = automaton.next;
  const rowBytes = usize(automaton.rowBytes);
  let place = automaton.places;
  let state = usize(automaton.start);
  let counts = automaton.counts + layer;
  let low = load<u64>(rank);
  let high = word64s == 2 ? load<u64>(rank, 8) : 0;
  for (const end = word + 2 * digits; word < end; word += 2, counts += layer, place += DIGIT_BYTES) {
    const digit = changetype<Digit>(place);
    const classes = digit.classes;
    const checks = digit.checks;
    const row = next + state * rowBytes;
    let value: usize = 0;
    if (word64s == 1) {
      while (true) {
        state = stepFrom(row, classes, checks, value);
        const count = load<u64>(counts + 8 * state);
        if (low < count) break;
        low -= count;
        value += 1;
      }
    } else if (word64s == 2) {
      while (true) {
        state = stepFrom(row, classes, checks, value);
        const countLow = load<u64>(counts + 16 * state);
        const left = high - load<u64>(counts + 16 * state, 8) - u64(low < countLow);
        if (i64(left) < 0) break; // counts are below 2^127
        low -= countLow;
        high = left;
        value += 1;
      }
    } else {
      while (true) {
        state = stepFrom(row, classes, checks, value);
        const count = counts + bytes * state;
        if (isBelow(rank, count, bytes)) break;
        subtract(rank, count, bytes);
        value += 1;
      }
    }
    store<u16>(word, u16(value));
  }
}

/**
 * Replaces each forbidden word by the allowed one of rank `base` + how many forbidden words stand before it. `base` is a count: of allowed
 * words below the capacity. `states` is room for 16 bits of each word.
 */
export function patchWords(cells: usize, stride: usize, count: usize, automaton: Automaton, base: usize, states: usize): void {
  const bytes = usize(automaton.word64s) * 8;
  const digits = usize(automaton.digits);
  const accepts = automaton.counts + usize(automaton.states) * bytes * digits;
  const rank = automaton.work;
  const place = rank + bytes;
  walk(automaton, cells, stride, count, states);
  for (const end = cells + stride * count; cells < end; cells += stride, states += 2) {
    if (load<u64>(accepts + bytes * usize(load<u16>(states))) != 0) continue;
    numberOf(automaton, cells, place);
    rankOf(automaton, cells, rank);
    subtract(place, rank, bytes);
    add(place, base, bytes);
    unrank(automaton, cells, place);
  }
}

/** The number that a word's digits write. */
@inline
function numberOf(automaton: Automaton, word: usize, number: usize): void {
  const bytes = usize(automaton.word64s) * 8;
  const digits = usize(automaton.digits);
  clear(number, bytes);
  for (let at: usize = 0; at < digits; at++) {
    const radix = u64(changetype<Digit>(automaton.places + DIGIT_BYTES * at).radix);
    let carry = u64(load<u16>(word + 2 * at));
    for (let each: usize = 0; each < bytes; each += 4) {
      carry += radix * u64(load<u32>(number + each));
      store<u32>(number + each, u32(carry));
      carry >>= 32;
    }
  }
}

/** Writes the words of ranks: numbers of `word32s` words, side by side, which stay. */
export function unrankWords(numbers: usize, word32s: usize, cells: usize, stride: usize, count: usize, automaton: Automaton): void {
  const bytes = usize(automaton.word64s) * 8;
  const rank = automaton.work;
  for (let token: usize = 0; token < count; token++, numbers += 4 * word32s, cells += stride) {
    clear(rank, bytes);
    memory.copy(rank, numbers, 4 * word32s);
    unrank(automaton, cells, rank);
  }
}

/** Writes the ranks of words: numbers of `word32s` words, side by side. */
export function rankWords(cells: usize, stride: usize, count: usize, automaton: Automaton, numbers: usize, word32s: usize): void {
  const rank = automaton.work;
  for (let token: usize = 0; token < count; token++, numbers += 4 * word32s, cells += stride) {
    rankOf(automaton, cells, rank);
    memory.copy(numbers, rank, 4 * word32s);
  }
}

/** Some digits that one division cuts off together. The host writes the fields in this order. */
@unmanaged
class Cut {
  /** The product of their radices, at most 2^32. */
  whole: u64;
  /** `whole` normalised; 0 for 2^32. */
  divisor: u32;
  shift: u32;
  reciprocal: u32;
  digits: u32;
}

/** A radix to divide by. The host writes the fields in this order. */
@unmanaged
class Radix {
  /** floor(2^shift / base), below 2^32; 2^32 where the base is a power of two. */
  factor: u64;
  base: u32;
  /** 31 more than the base has bits. */
  shift: u32;
}

const CUT_BYTES: usize = 24;
const RADIX_BYTES: usize = 16;

/**
 * Cuts numbers of `word32s` words, side by side, into digits of different radices, and uses the numbers up. `cuts` and `radices` begin with those
 * of the last digit.
 */
export function splitMixed(numbers: usize, word32s: usize, cells: usize, stride: usize, count: usize, digits: usize, cuts: usize, radices: usize): void {
  for (let token: usize = 0; token < count; token++, numbers += 4 * word32s, cells += stride) {
    let end = numbers + 4 * word32s;
    let cut = cuts;
    let radix = radices;
    for (let at = cells + 2 * digits; at > cells; cut += CUT_BYTES) {
      let word = cutOff(numbers, end, changetype<Cut>(cut));
      while (end > numbers && load<u32>(end - 4) == 0) end -= 4;
      for (const last = at - 2 * usize(changetype<Cut>(cut).digits); at > last; radix += RADIX_BYTES) {
        const by = changetype<Radix>(radix);
        const base = by.base;
        let quotient = u32((u64(word) * by.factor) >> u64(by.shift));
        let rest = word - quotient * base;
        if (rest >= base) {
          rest -= base;
          quotient += 1;
        }
        at -= 2;
        store<u16>(at, u16(rest));
        word = quotient;
      }
    }
  }
}

/** Divides the words from `start` to before `end` in place, and returns the remainder. */
@inline
function cutOff(start: usize, end: usize, cut: Cut): u32 {
  if (cut.divisor == 0) {
    const word = load<u32>(start);
    for (let at = start; at < end - 4; at += 4) store<u32>(at, load<u32>(at + 4));
    if (end > start) store<u32>(end - 4, 0);
    return end > start ? word : 0;
  }
  const d = u64(cut.divisor);
  const v = u64(cut.reciprocal);
  const shift = u64(cut.shift);
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

/**
 * Copies the halves of those numbers that are below a limit to where they belong, and moves the others together at the front, to be enciphered
 * once more. Returns how many those are. `positions` says where each of the `count` numbers belongs; at the first time, each where it stands.
 */
export function settle(highs: usize, lows: usize, stride: usize, outHighs: usize, outLows: usize, positions: usize, count: usize, isFirst: bool, limit: usize): usize {
  let left: usize = 0;
  for (let token: usize = 0; token < count; token++) {
    const high = highs + stride * token;
    const low = lows + stride * token;
    const position = isFirst ? token : usize(load<u16>(positions + 2 * token));
    if (isSettled(high, low, limit, stride)) {
      copyCell(outHighs + stride * position, high, stride);
      copyCell(outLows + stride * position, low, stride);
    } else {
      store<u16>(positions + 2 * left, u16(position));
      copyCell(highs + stride * left, high, stride);
      copyCell(lows + stride * left, low, stride);
      left += 1;
    }
  }
  return left;
}

/** Whether two halves are below those of the limit, which stand behind one another. */
@inline
function isSettled(high: usize, low: usize, limit: usize, stride: usize): bool {
  if (stride == 4) return load<u32>(high) < load<u32>(limit) || (load<u32>(high) == load<u32>(limit) && load<u32>(low) < load<u32>(limit, 4));
  if (stride == 8) return load<u64>(high) < load<u64>(limit) || (load<u64>(high) == load<u64>(limit) && load<u64>(low) < load<u64>(limit, 8));
  const order = compare(high, limit, stride);
  return order < 0 || (order == 0 && compare(low, limit + stride, stride) < 0);
}

@inline
function copyCell(to: usize, from: usize, bytes: usize): void {
  if (bytes == 8) {
    store<u64>(to, load<u64>(from));
    return;
  }
  for (let at: usize = 0; at < bytes; at += 4) store<u32>(to + at, load<u32>(from + at));
}

@inline
function compare(a: usize, b: usize, bytes: usize): i32 {
  for (let at = bytes; at > 0; ) {
    at -= 4;
    const x = load<u32>(a + at);
    const y = load<u32>(b + at);
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}
