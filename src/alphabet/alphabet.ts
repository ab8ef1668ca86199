/** The characters a token is written with, in the order that gives them their values. */
export interface Alphabet {
  /** All symbols one after the other. */
  readonly chars: string;
  /** One Unicode code point each; the place of a symbol is its value. */
  readonly symbols: readonly string[];
}

export const MIN_SYMBOLS = 2;
export const MAX_SYMBOLS = 65_536;

/** Takes characters that were checked when they entered the service: a preset's, or those frozen with a line. */
export function toAlphabet(chars: string): Alphabet {
  let symbols: readonly string[] | undefined;
  return {
    chars,
    // Of 65,536 characters, a millisecond's work that not everybody needs.
    get symbols() {
      return (symbols ??= Array.from(chars));
    },
  };
}

/** The Unicode code points of the symbols, in their order. */
export function codePoints(alphabet: Alphabet): Uint32Array {
  return Uint32Array.from(alphabet.symbols, (symbol) => symbol.codePointAt(0) ?? 0);
}
