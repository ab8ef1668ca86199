import { ServiceError } from "../errors.ts";
import { type Alphabet, MAX_SYMBOLS, MIN_SYMBOLS, toAlphabet } from "./alphabet.ts";

/**
 * Why a character cannot be a symbol, the first that holds. A symbol must stand alone: visible, assigned, and the same after any Unicode
 * normalisation and beside any neighbour; or a token that was printed, typed or sent would not come back as it was.
 */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\p{White_Space}/u, "is white space"],
  [/\p{Cc}/u, "is a control character"],
  [/\p{Cs}/u, "is half of a surrogate pair"],
  [/\p{Co}/u, "is for private use"],
  [/\p{Cn}/u, "is not assigned by Unicode"],
  [/\p{Cf}/u, "is an invisible format character"],
  [/\p{M}/u, "combines with the character before it"],
  [/\p{Default_Ignorable_Code_Point}/u, "is invisible"],
  [/\p{Regional_Indicator}/u, "is a regional indicator, which joins with its neighbour to a flag"],
  [/\p{Emoji_Modifier}/u, "is an emoji modifier, which changes the character before it"],
  [/[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u, "is a conjoining jamo"],
];

/**
 * Checks the characters of a custom alphabet.
 *
 * @throws {ServiceError} `ALPHABET_INVALID`, naming the first character at fault and its place, counted from 1.
 */
export function parseAlphabet(chars: string): Alphabet {
  // One code point more than allowed is enough to refuse, whatever the length.
  if (chars.length > 2 * MAX_SYMBOLS) throw wrongCount("more");
  const alphabet = toAlphabet(chars);
  const { length } = alphabet.symbols;
  if (length < MIN_SYMBOLS || length > MAX_SYMBOLS) throw wrongCount(String(length));
  const seen = new Set<string>();
  for (const [index, symbol] of alphabet.symbols.entries()) {
    const reason = symbolFault(symbol) ?? (seen.has(symbol) ? "stands there twice" : null);
    if (reason !== null)
      throw new ServiceError(
        "ALPHABET_INVALID",
        `The character ${named(symbol)} at place ${index + 1} of chars ${reason}.`,
        "chars",
      );
    seen.add(symbol);
  }
  return alphabet;
}

function wrongCount(count: string): ServiceError {
  return new ServiceError(
    "ALPHABET_INVALID",
    `An alphabet has ${MIN_SYMBOLS} to ${MAX_SYMBOLS} different characters, but chars has ${count}.`,
    "chars",
  );
}

/** Why a character cannot be a symbol, as the end of a sentence; null where it can. */
export function symbolFault(symbol: string): string | null {
  if (symbol >= "!" && symbol <= "~" && symbol.length === 1) return null;
  const found = REFUSED.find(([pattern]) => pattern.test(symbol));
  if (found !== undefined) return found[1];
  return symbol.normalize("NFC") === symbol ? null : "is not in Unicode normal form C";
}

/** A code point, and the character itself where it can be shown. */
function named(symbol: string): string {
  const point = `U+${(symbol.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(symbol) ? `${point} (${symbol})` : point;
}
