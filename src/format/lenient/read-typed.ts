import { checkText } from "../checks/check-of.ts";
import type { Format } from "../format.ts";
import { type Language, rankOfWord } from "../language/language.ts";
import { checksOf } from "../pattern/pattern.ts";
import { tokenText, tokenTextReader } from "../token-text.ts";
import { type Candidate, typedCandidates } from "./typed-candidates.ts";

/** What someone has typed. */
export type TypedReading =
  | { readonly kind: "token"; readonly token: string; readonly word: readonly number[] }
  /** It may be more than one token. */
  | { readonly kind: "ambiguous" }
  /** A check is wrong; what it may have been. */
  | { readonly kind: "check-failed"; readonly corrections: readonly Correction[] }
  | { readonly kind: "none" };

/** A token that differs from what was typed in one digit, or in two neighbours that are swapped. */
export interface Correction {
  readonly token: string;
  readonly word: readonly number[];
  /** Which digits differ, counted from 0. */
  readonly digits: readonly number[];
}

/**
 * Reads a token as a person types it: in the other case, with look-alikes, and with blanks, separators and literals put in or left out.
 *
 * A text that is a token as it stands is that token. Any other is one only where it can be no second one.
 */
export function readTyped(format: Format, language: Language, typed: string): TypedReading {
  const { pattern } = format;
  const exact = tokenTextReader(pattern)(typed);
  if (exact !== null && rankOfWord(language, exact).isAllowed) return { kind: "token", token: typed, word: exact };
  const candidates = typedCandidates(pattern, typed);
  if (candidates === null) return { kind: "ambiguous" };
  const right = new Map<string, readonly number[]>();
  for (const candidate of candidates) {
    const word = wordOf(language, candidate.digits);
    if (hasRightChecks(format, candidate) && rankOfWord(language, word).isAllowed)
      right.set(tokenText(pattern, word), word);
  }
  const [first, second] = right;
  if (second !== undefined) return { kind: "ambiguous" };
  if (first !== undefined) return { kind: "token", token: first[0], word: first[1] };
  const wrong = candidates.filter((candidate) => !hasRightChecks(format, candidate));
  if (wrong.length === 0) return { kind: "none" };
  return {
    kind: "check-failed",
    corrections: wrong.length === 1 ? wrong.flatMap((each) => corrections(format, language, each)) : [],
  };
}

/** A scheme's shape keeps what it can have caught small: more digits than this are not tried. */
const MAX_TRIED = 100_000;

/** All tokens that make the checks right by one other digit or two swapped neighbours. */
function corrections(format: Format, language: Language, { digits, checks }: Candidate): Correction[] {
  const { alphabets } = language;
  if (alphabets.reduce((sum, { symbols }) => sum + symbols.length, 0) > MAX_TRIED) return [];
  const found: Correction[] = [];
  const attempt = (changed: readonly string[], places: readonly number[]) => {
    if (!hasRightChecks(format, { digits: changed, checks })) return;
    const word = wordOf(language, changed);
    if (!word.includes(-1) && rankOfWord(language, word).isAllowed)
      found.push({ token: tokenText(format.pattern, word), word, digits: places });
  };
  for (const [at, { symbols }] of alphabets.entries())
    for (const symbol of symbols) if (symbol !== digits[at]) attempt(digits.with(at, symbol), [at]);
  for (let at = 0; at + 1 < digits.length; at++) {
    const [a = "", b = ""] = digits.slice(at, at + 2);
    if (a !== b) attempt(digits.with(at, b).with(at + 1, a), [at, at + 1]);
  }
  return found;
}

function hasRightChecks({ pattern }: Format, { digits, checks }: Candidate): boolean {
  return checksOf(pattern).every(
    ({ scheme, covers }, index) => checkText(scheme, digits.slice(0, covers).join("")) === checks[index],
  );
}

/** −1 for a symbol that cannot stand there. */
function wordOf({ alphabets }: Language, digits: readonly string[]): number[] {
  return digits.map((symbol, at) => alphabets[at]?.symbols.indexOf(symbol) ?? -1);
}
