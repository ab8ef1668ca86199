import type { Format } from "../format.ts";
import { isAllowed, type Language } from "../language/language.ts";
import { tokenText, tokenTextReader } from "../token-text.ts";
import { standingForms } from "./composed.ts";
import { corrector, digitsAmong, hasRightChecks } from "./corrections.ts";
import { type Candidate, candidateReader } from "./typed-candidates.ts";

/** What someone has typed. */
export type TypedReading =
  | { readonly kind: "token"; readonly token: string }
  /** It may be any of these tokens; null where there are too many. */
  | { readonly kind: "ambiguous"; readonly tokens: readonly string[] | null }
  /** A check is wrong; what it may have been, as far as that can be told. */
  | { readonly kind: "check-failed"; readonly corrections: readonly Correction[] }
  | { readonly kind: "none" };

/** A token that differs from what was typed in one character, or in two neighbours that are swapped. */
export interface Correction {
  readonly token: string;
  /** Which characters of the text differ, counted from 0 in its composed form (NFC). */
  readonly at: readonly number[];
}

/** Reads what people type. */
export type TypedReader = (typed: string) => TypedReading;

/** Steps for all texts together: a thousand tokens of a thousand digits take half of them. */
const MAX_STEPS = 2_000_000;

/** Symbols that are looked at to find what a text with a wrong check may have been: more are not looked at for one text, nor for all together. */
const MAX_LOOKS = 2_000_000;
const MAX_LOOKS_IN_ALL = 20_000_000;

/** More tokens that a text may be are not told. */
const MAX_TOKENS = 16;

/**
 * Reads tokens as a person types them: in the other case, with look-alikes, and with blanks, separators and literals put in or left out.
 *
 * A text that is a token as it stands is that token. Any other is one only where it can be no second one. One reader is for the texts of one
 * request: what it does for all of them together is bounded, and beyond that a text is ambiguous, or its wrong check is not explained.
 */
export function typedReader(format: Format, language: Language): TypedReader {
  const { pattern } = format;
  const readExact = tokenTextReader(pattern);
  const candidatesOf = candidateReader(pattern);
  const wordOf = wordReader(language);
  const tokenOf = (symbols: readonly string[]): string | null => {
    const word = wordOf(digitsAmong(pattern, symbols));
    return word !== null && isAllowed(language, word) ? tokenText(pattern, word) : null;
  };
  const effort = { steps: MAX_STEPS, looks: MAX_LOOKS_IN_ALL };
  const { looks, correct } = corrector(pattern);
  const correctionsOf = ({ symbols, from }: Candidate): Correction[] => {
    if (looks > Math.min(MAX_LOOKS, effort.looks)) return [];
    effort.looks -= looks;
    return correct(symbols).flatMap(({ symbols: corrected, places }) => {
      const token = tokenOf(corrected);
      return token === null ? [] : [{ token, at: places.map((place) => from[place] ?? 0) }];
    });
  };
  return (typed) => {
    for (const text of standingForms(typed)) {
      const exact = readExact(text);
      if (exact !== null && isAllowed(language, exact)) return { kind: "token", token: text };
    }
    const candidates = candidatesOf(typed, effort);
    if (candidates === null) return { kind: "ambiguous", tokens: null };
    const [right, wrong] = [[] as Candidate[], [] as Candidate[]];
    for (const candidate of candidates) (hasRightChecks(pattern, candidate.symbols) ? right : wrong).push(candidate);
    const tokens = [...new Set(right.map(({ symbols }) => tokenOf(symbols)))].filter((token) => token !== null);
    const [token] = tokens;
    if (tokens.length > 1) return { kind: "ambiguous", tokens: tokens.length > MAX_TOKENS ? null : tokens };
    if (token !== undefined) return { kind: "token", token };
    const [only] = wrong;
    if (only === undefined) return { kind: "none" };
    return { kind: "check-failed", corrections: wrong.length === 1 ? correctionsOf(only) : [] };
  };
}

/** Reads words from the symbols of their digits; null where one cannot stand there. */
function wordReader({ alphabets }: Language): (digits: readonly string[]) => number[] | null {
  const values = new Map(
    [...new Set(alphabets)].map((alphabet) => [
      alphabet,
      new Map(alphabet.symbols.map((symbol, value) => [symbol, value])),
    ]),
  );
  const valuesAt = alphabets.map((alphabet) => values.get(alphabet));
  return (digits) => {
    const word = digits.map((symbol, at) => valuesAt[at]?.get(symbol) ?? -1);
    return word.includes(-1) ? null : word;
  };
}
