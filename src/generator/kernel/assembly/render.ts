/*
 * AssemblyScript. Tokens are written as UTF-8, a group of symbols at a time, from tables that the host fills.
 *
 * A table's entries are as wide as the store that copies them; what a store writes too much is overwritten by the next.
 */

const NEWLINE: u8 = 0x0a;

@inline
function copy<T>(to: usize, from: usize): void {
  if (sizeof<T>() == 16) v128.store(to, v128.load(from));
  else store<T>(to, load<T>(from));
}

/** How tokens are made of groups; written by the host, in this order. */
@unmanaged
export class LineShape {
  table: usize;
  /** Bytes of a group. */
  width: usize;
  /** Groups of each half, and the bytes of the first of them, which may have fewer symbols than the rest. */
  highGroups: u32;
  highLead: usize;
  /** 0 where a token is not halved. */
  lowGroups: u32;
  lowLead: usize;
}

/** Tokens of symbols of one width. A half's first group is the end of an entry. */
@inline
function renderFixed<T>(out: usize, rows: usize, count: usize, shape: LineShape): void {
  const table = shape.table;
  const width = shape.width;
  const highGroups = shape.highGroups;
  const highLead = shape.highLead;
  const lowGroups = shape.lowGroups;
  const lowLead = shape.lowLead;
  const highTable = table + width - highLead;
  const lowTable = table + width - lowLead;
  for (let token: usize = 0; token < count; token++) {
    copy<T>(out, highTable + usize(load<u16>(rows)) * sizeof<T>());
    out += highLead;
    rows += 2;
    for (let group: u32 = 1; group < highGroups; group++, rows += 2, out += width) copy<T>(out, table + usize(load<u16>(rows)) * sizeof<T>());
    if (lowGroups > 0) {
      copy<T>(out, lowTable + usize(load<u16>(rows)) * sizeof<T>());
      out += lowLead;
      rows += 2;
      for (let group: u32 = 1; group < lowGroups; group++, rows += 2, out += width) copy<T>(out, table + usize(load<u16>(rows)) * sizeof<T>());
    }
    store<u8>(out++, NEWLINE);
  }
}

export function renderFixed4(out: usize, rows: usize, count: usize, shape: LineShape): void {
  renderFixed<u32>(out, rows, count, shape);
}

export function renderFixed8(out: usize, rows: usize, count: usize, shape: LineShape): void {
  renderFixed<u64>(out, rows, count, shape);
}

export function renderFixed16(out: usize, rows: usize, count: usize, shape: LineShape): void {
  renderFixed<v128>(out, rows, count, shape);
}

/** XORs lines of `stride` bytes into one, sixteen bytes at a time; the last sixteen may reach beyond the line. */
export function mixLines(register: usize, lines: usize, stride: usize, count: usize): void {
  for (let offset: usize = 0; offset < stride; offset += 16) {
    let mixed = v128.load(register + offset);
    let line = lines + offset;
    for (let left = count; left > 0; left--, line += stride) mixed = v128.xor(mixed, v128.load(line));
    v128.store(register + offset, mixed);
  }
}

/**
 * Tokens of symbols of different widths, one symbol a group. An entry is the symbol's UTF-8 in four bytes, then the code point with the
 * width above it. Code points are XORed into `register`, a word per digit. Gives back the end of what is written.
 */
export function renderMixed(out: usize, rows: usize, count: usize, table: usize, digits: usize, register: usize): usize {
  for (let token: usize = 0; token < count; token++) {
    for (let at = register, end = register + 4 * digits; at < end; at += 4, rows += 2) {
      const entry = table + 8 * usize(load<u16>(rows));
      const word = load<u32>(entry, 4);
      store<u32>(out, load<u32>(entry));
      store<u32>(at, load<u32>(at) ^ (word & 0xff_ffff));
      out += word >> 24;
    }
    store<u8>(out++, NEWLINE);
  }
  return out;
}
