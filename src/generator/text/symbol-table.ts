import { codePoints, toAlphabet } from "../../alphabet/alphabet.ts";

/** An alphabet as tables. */
export interface SymbolTable {
  readonly radix: number;
  readonly points: Uint32Array;
  /** UTF-8, four bytes for each symbol. */
  readonly utf8: Uint8Array;
  readonly widths: Uint8Array;
  /** Bytes of every symbol, or null where they differ. */
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
  return { radix: points.length, points, utf8, widths, width: others.length === 0 ? width : null };
}
