import type { Atom } from "./token-atoms.ts";

/** What one slot of a token's cell is written as. */
export interface TextSlot {
  /** The slot; null for text that stands in every token. */
  readonly slot: number | null;
  /** The text of each value. */
  readonly entries: readonly string[];
}

/** Bytes of text that one entry of the kernel's tables holds. */
export const ENTRY_BYTES = 15;

/** A table of more entries is not copied for the sake of a literal. */
const MAX_COPIED = 256;

interface Slots {
  /** How many digits each of the first slots has. */
  readonly spans: readonly number[];
  /** The texts of each check's states. */
  readonly checks: readonly (readonly string[])[];
}

/**
 * The texts that write a token, in order; the checks' slots lie behind those of the digits. Literals become part of the entries before them.
 *
 * Null where the digits of one slot have a check or too much text between them.
 */
export function textSlots(atoms: readonly Atom[], { spans, checks }: Slots): TextSlot[] | null {
  const texts: { slot: number | null; entries: readonly string[] }[] = [];
  let [slot, left] = [-1, 0];
  for (const atom of atoms) {
    const last = texts.at(-1);
    const isInside = left > 0;
    if (atom.kind === "digit" && isInside && last !== undefined) {
      last.entries = last.entries.flatMap((text) => atom.symbols.map((symbol) => text + symbol));
      left -= 1;
    } else if (atom.kind === "digit") {
      slot += 1;
      left = (spans[slot] ?? 1) - 1;
      texts.push({ slot, entries: atom.symbols });
    } else if (atom.kind === "check") {
      if (isInside) return null;
      texts.push({ slot: spans.length + atom.check, entries: checks[atom.check] ?? [] });
    } else if (
      last !== undefined &&
      (isInside ||
        (last.entries.length <= MAX_COPIED && longest(last.entries) + Buffer.byteLength(atom.text) <= ENTRY_BYTES))
    )
      last.entries = last.entries.map((text) => text + atom.text);
    else texts.push(...cutText(atom.text).map((text) => ({ slot: null, entries: [text] })));
  }
  return texts.every(({ entries }) => longest(entries) <= ENTRY_BYTES) ? texts : null;
}

export function longest(entries: readonly string[]): number {
  return entries.reduce((most, text) => Math.max(most, Buffer.byteLength(text)), 0);
}

function cutText(text: string): string[] {
  const parts = [""];
  for (const character of text) {
    const last = parts.at(-1) ?? "";
    if (Buffer.byteLength(last + character) <= ENTRY_BYTES) parts[parts.length - 1] = last + character;
    else parts.push(character);
  }
  return parts;
}
