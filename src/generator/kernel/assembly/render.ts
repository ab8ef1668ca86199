/*
 * AssemblyScript. Writes tokens as rows of UTF-8, a group of symbols at a time, from tables that the host fills.
 *
 * A table's entries are as wide as the store that copies them. The next store overwrites the bytes that are too many.
 */

const NEWLINE: u8 = 0x0a;

@inline
function copy<T>(to: usize, from: usize): void {
  if (sizeof<T>() == 16) v128.store(to, v128.load(from));
  else store<T>(to, load<T>(from));
}

/** How a row is made of groups. The host writes the fields in this order. */
@unmanaged
export class RowShape {
  table: usize;
  /** Bytes of a group's text. */
  width: usize;
  /** Groups of each half, and the bytes of the first of them, which may have fewer symbols than the rest. */
  highGroups: u32;
  highLead: usize;
  /** 0 where a token is not halved. */
  lowGroups: u32;
  lowLead: usize;
}

/** Writes tokens of symbols of one width. A half's first group may have fewer symbols: these are the end of its entry. */
@inline
function renderFixed<T>(out: usize, groups: usize, count: usize, shape: RowShape): void {
  const table = shape.table;
  const width = shape.width;
  const highGroups = shape.highGroups;
  const highLead = shape.highLead;
  const lowGroups = shape.lowGroups;
  const lowLead = shape.lowLead;
  const highTable = table + width - highLead;
  const lowTable = table + width - lowLead;
  for (let token: usize = 0; token < count; token++) {
    copy<T>(out, highTable + usize(load<u16>(groups)) * sizeof<T>());
    out += highLead;
    groups += 2;
    for (let group: u32 = 1; group < highGroups; group++, groups += 2, out += width) copy<T>(out, table + usize(load<u16>(groups)) * sizeof<T>());
    if (lowGroups > 0) {
      copy<T>(out, lowTable + usize(load<u16>(groups)) * sizeof<T>());
      out += lowLead;
      groups += 2;
      for (let group: u32 = 1; group < lowGroups; group++, groups += 2, out += width) copy<T>(out, table + usize(load<u16>(groups)) * sizeof<T>());
    }
    store<u8>(out++, NEWLINE);
  }
}

export function renderFixed4(out: usize, groups: usize, count: usize, shape: RowShape): void {
  renderFixed<u32>(out, groups, count, shape);
}

export function renderFixed8(out: usize, groups: usize, count: usize, shape: RowShape): void {
  renderFixed<u64>(out, groups, count, shape);
}

export function renderFixed16(out: usize, groups: usize, count: usize, shape: RowShape): void {
  renderFixed<v128>(out, groups, count, shape);
}

/** XORs rows of `stride` bytes into `register`, sixteen bytes at a time. The last sixteen may reach beyond the row; nobody reads those. */
export function mixRows(register: usize, rows: usize, stride: usize, count: usize): void {
  for (let offset: usize = 0; offset < stride; offset += 16) {
    let mixed = v128.load(register + offset);
    let row = rows + offset;
    for (let left = count; left > 0; left--, row += stride) mixed = v128.xor(mixed, v128.load(row));
    v128.store(register + offset, mixed);
  }
}

/**
 * Writes tokens of symbols of different widths, one symbol a group. An entry is the symbol's UTF-8 in four bytes, then a word with the code
 * point in its lower 24 bits and the width above. XORs code points into `register`, a word for each digit. Returns the end of what it wrote.
 */
export function renderMixed(out: usize, groups: usize, count: usize, table: usize, digits: usize, register: usize): usize {
  for (let token: usize = 0; token < count; token++) {
    for (let at = register, end = register + 4 * digits; at < end; at += 4, groups += 2) {
      const entry = table + 8 * usize(load<u16>(groups));
      const word = load<u32>(entry, 4);
      store<u32>(out, load<u32>(entry));
      store<u32>(at, load<u32>(at) ^ (word & 0xff_ffff));
      out += word >> 24;
    }
    store<u8>(out++, NEWLINE);
  }
  return out;
}
