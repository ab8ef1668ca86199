import { codePoints, toAlphabet } from "../alphabet/alphabet.ts";
import type { Limbs } from "./batch.ts";
import { writeNumerals } from "./limbs.ts";

/** Where the tokens of a chunk go. */
export interface Page {
  readonly bytes: Uint8Array;
  /** Code points of the tokens, XORed digit by digit. */
  readonly register: Uint32Array;
  /** Bytes written so far. */
  length: number;
}

/** Writes tokens of one alphabet. */
export interface TokenWriter {
  readonly radix: number;
  /** The most bytes that one symbol takes. */
  readonly widest: number;
  /** Memory that the writer holds on to, roughly. */
  readonly bytes: number;
  /** Appends `count` tokens to the page, each followed by a newline. */
  write(page: Page, limbs: Limbs, layout: readonly number[], count: number): void;
}

const NEWLINE = 0x0a;

/** An alphabet as tables: code points, and UTF-8 in four bytes per symbol. */
interface Symbols {
  readonly points: Uint32Array;
  readonly utf8: Uint8Array;
  readonly widths: Uint8Array;
}

export function tokenWriter(chars: string): TokenWriter {
  const symbols = symbolsOf(chars);
  const radix = symbols.points.length;
  const widest = Math.max(...new Set(symbols.widths));
  const writeToken = widest === 1 ? writeAscii : writeUtf8;
  return {
    radix,
    widest,
    bytes: radix * 9,
    write: (page, limbs, layout, count) => {
      const numerals = new Uint16Array(page.register.length);
      for (let token = 0; token < count; token++) {
        let start = 0;
        for (let limb = 0; limb < layout.length; limb++) {
          const digits = layout[limb] ?? 0;
          writeNumerals(limbs[limb]?.[token] ?? 0, radix, numerals, { start, digits });
          start += digits;
        }
        writeToken(page, numerals, symbols);
      }
    },
  };
}

function symbolsOf(chars: string): Symbols {
  const alphabet = toAlphabet(chars);
  const points = codePoints(alphabet);
  const utf8 = new Uint8Array(4 * points.length);
  const encoder = new TextEncoder();
  const widths = Uint8Array.from(alphabet.symbols, (symbol, value) => encoder.encodeInto(symbol, utf8.subarray(4 * value)).written);
  return { points, utf8, widths };
}

function writeAscii(page: Page, numerals: Uint16Array, { points }: Symbols): void {
  const { bytes, register } = page;
  let at = page.length;
  for (let digit = 0; digit < numerals.length; digit++) {
    const point = points[numerals[digit] ?? 0] ?? 0;
    bytes[at++] = point;
    register[digit] = (register[digit] ?? 0) ^ point;
  }
  bytes[at++] = NEWLINE;
  page.length = at;
}

function writeUtf8(page: Page, numerals: Uint16Array, { points, utf8, widths }: Symbols): void {
  const { bytes, register } = page;
  let at = page.length;
  for (let digit = 0; digit < numerals.length; digit++) {
    const numeral = numerals[digit] ?? 0;
    const end = 4 * numeral + (widths[numeral] ?? 0);
    for (let from = 4 * numeral; from < end; from++) bytes[at++] = utf8[from] ?? 0;
    register[digit] = (register[digit] ?? 0) ^ (points[numeral] ?? 0);
  }
  bytes[at++] = NEWLINE;
  page.length = at;
}
