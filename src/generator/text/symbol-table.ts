import { codePoints, toAlphabet } from "../../alphabet/alphabet.ts";

/** An alphabet's symbols by their index. */
export interface SymbolTable {
  /** One after the other. */
  readonly chars: string;
  readonly radix: number;
  readonly points: Uint32Array;
  /** Each symbol's UTF-8 in four bytes, filled up with zeros. */
  readonly utf8: Uint8Array;
  /** How many bytes each symbol has in UTF-8. */
  readonly widths: Uint8Array;
  /** The width that all symbols have, or null where they differ. */
  readonly width: number | null;
}

export function symbolTable(chars: string): SymbolTable {
  const alphabet = toAlphabet(chars);
  const points = codePoints(alphabet);
  const utf8 = new Uint8Array(4 * points.length);
  const encoder = new TextEncoder();
  const widths = Uint8Array.from(
    alphabet.symbols,
    (symbol, value) => encoder.encodeInto(symbol, utf8.subarray(4 * value)).written,
  );
  const [width = 0, ...others] = new Set(widths);
  return { chars, radix: points.length, points, utf8, widths, width: others.length === 0 ? width : null };
}
