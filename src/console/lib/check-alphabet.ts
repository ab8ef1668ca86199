import { MAX_SYMBOLS, MIN_SYMBOLS } from "../../alphabet/alphabet.ts";
import { codePointName, canBeShown, symbolRefusals } from "../../alphabet/symbol.ts";
import { traits } from "../../alphabet/traits.ts";

/** What an alphabet's characters are, and which of them the service will refuse. */
export interface CheckedAlphabet {
  readonly symbols: readonly { readonly char: string; readonly refusal: string | null }[];
  readonly length: number;
  /** UTF-8 bytes of all characters. */
  readonly bytes: number;
  readonly isAscii: boolean;
  readonly isEvenWidth: boolean;
  readonly parity: number;
  /** What is wrong with it as a whole; null for nothing. */
  readonly refusal: string | null;
}

/** Tells while somebody types what the service will say; it has the last word. */
export function checkAlphabet(chars: string): CheckedAlphabet {
  const seen = new Set<string>();
  const all = Array.from(chars);
  const refusals = symbolRefusals(all);
  const symbols = all.map((char, at) => {
    const refusal = refusals[at] ?? (seen.has(char) ? "stands there twice" : null);
    seen.add(char);
    return { char, refusal };
  });
  const { length, bytes, widestBytes, ascii, parity } = traits({ chars });
  const wrong = symbols.findIndex(({ refusal }) => refusal !== null);
  const first = symbols[wrong];
  return {
    symbols,
    length,
    bytes,
    isAscii: ascii && length > 0,
    isEvenWidth: bytes === length * widestBytes,
    parity,
    refusal:
      first !== undefined
        ? `${named(first.char)} at place ${wrong + 1} ${first.refusal ?? ""}.`
        : length < MIN_SYMBOLS || length > MAX_SYMBOLS
          ? `An alphabet has ${MIN_SYMBOLS} to ${MAX_SYMBOLS.toLocaleString()} characters.`
          : null,
  };
}

/** A character where it can be shown, and its code point. */
export function named(char: string): string {
  return canBeShown(char) ? `${char} (${codePointName(char)})` : codePointName(char);
}
