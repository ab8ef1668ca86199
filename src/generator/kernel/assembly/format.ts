/*
 * AssemblyScript. Writes the tokens of formats. A token's cell has slots of 16 bits: its pieces, which are one digit or two, and then its checks.
 */

/** What a check makes of a piece. The host writes the fields in this order. */
@unmanaged
class CheckStep {
  /** Where the piece's slot lies in the cell. */
  slot: u32;
  /** How many values the piece can have. */
  values: u32;
  /** The state after each value, 16 bits each, a row for each state. */
  table: usize;
}

const STEP_BYTES: usize = 12;

/**
 * Runs a check over the `steps` pieces that it covers, and writes the state at the end into its own slot. It goes from piece to piece, all tokens
 * at each, so that no step waits for the one before.
 */
export function checkTokens(cells: usize, stride: usize, count: usize, start: usize, steps: usize, end: usize, slot: usize): void {
  const last = cells + stride * count;
  for (let cell = cells; cell < last; cell += stride) store<u16>(cell + slot, u16(start));
  for (let at = steps; at < end; at += STEP_BYTES) {
    const step = changetype<CheckStep>(at);
    const piece = usize(step.slot);
    const rowBytes = 2 * usize(step.values);
    const table = step.table;
    for (let cell = cells; cell < last; cell += stride) {
      store<u16>(cell + slot, load<u16>(table + usize(load<u16>(cell + slot)) * rowBytes + 2 * usize(load<u16>(cell + piece))));
    }
  }
}

/** What is written of a slot. The host writes the fields in this order. */
@unmanaged
class Text {
  slot: u32;
  /** 0 for text that stands in every token, all bits for any other. */
  mask: u32;
  /** Sixteen bytes for each value: up to fifteen of text, then how many those are. */
  table: usize;
  /** The length of the text, where it is the same for each value. */
  bytes: u32;
}

const TEXT_BYTES: usize = 16;

/** Writes tokens, text by text. Each store writes sixteen bytes, and the next one overwrites those that are too many. Returns the end. */
export function renderTexts(out: usize, cells: usize, stride: usize, count: usize, texts: usize, end: usize): usize {
  for (const last = cells + stride * count; cells < last; cells += stride) {
    for (let at = texts; at < end; at += TEXT_BYTES) {
      const entry = entryOf(changetype<Text>(at), cells);
      v128.store(out, v128.load(entry));
      out += usize(load<u8>(entry, 15));
    }
  }
  return out;
}

/** The same where every text is as long in all tokens. */
export function renderRows(out: usize, cells: usize, stride: usize, count: usize, texts: usize, end: usize): usize {
  for (const last = cells + stride * count; cells < last; cells += stride) {
    for (let at = texts; at < end; at += TEXT_BYTES) {
      const text = changetype<Text>(at);
      v128.store(out, v128.load(entryOf(text, cells)));
      out += usize(text.bytes);
    }
  }
  return out;
}

@inline
function entryOf(text: Text, cell: usize): usize {
  return text.table + 16 * usize(u32(load<u16>(cell + usize(text.slot))) & text.mask);
}

/** XORs code points into `register`, a word for each digit. `tables` has the address of each digit's code points. */
export function mixPoints(register: usize, cells: usize, stride: usize, count: usize, digits: usize, tables: usize): void {
  for (let digit: usize = 0; digit < digits; digit++) {
    const points = usize(load<u32>(tables + 4 * digit));
    let mixed = load<u32>(register + 4 * digit);
    for (let cell = cells + 2 * digit, left = count; left > 0; left--, cell += stride) mixed ^= load<u32>(points + 4 * usize(load<u16>(cell)));
    store<u32>(register + 4 * digit, mixed);
  }
}
