import { checkText } from "../../src/format/checks/check-of.ts";
import type { Format } from "../../src/format/format.ts";

/** The text of digits and check characters, and of the whole token, written piece by piece. */
export function written(
  { pattern }: Format,
  word: readonly number[],
): { readonly bare: string; readonly token: string } {
  let [digits, bare, token, at] = ["", "", "", 0];
  for (const piece of pattern.pieces) {
    if (piece.kind === "literal") token += piece.text;
    else if (piece.kind === "group") {
      const text = word
        .slice(at, at + piece.digits)
        .map((value) => piece.alphabet.symbols[value])
        .join("");
      at += piece.digits;
      [digits, bare, token] = [digits + text, bare + text, token + text];
    } else {
      const text = checkText(piece.scheme, digits) ?? "?";
      [bare, token] = [bare + text, token + text];
    }
  }
  return { bare, token };
}

const LOOKS: Readonly<Record<string, RegExp>> = {
  a: /[aA4]/,
  b: /[bB8]/,
  e: /[eE3]/,
  g: /[gG69]/,
  i: /[iI1]/,
  l: /[lL1]/,
  o: /[oO0]/,
  s: /[sS5]/,
  t: /[tT7]/,
  z: /[zZ2]/,
};

/** Whether a token is allowed, judged by its text alone. */
export function isAllowed({ without }: Format, bare: string): boolean {
  const { words, ignoreCase, digitsForLetters, maxRun, atLeastOneLetter, atLeastOneDigit } = without;
  const matches = (character: string, letter: string) => {
    if (digitsForLetters && /\d/.test(character) && (LOOKS[letter.toLowerCase()]?.test(character) ?? false))
      return true;
    return ignoreCase ? character.toLowerCase() === letter.toLowerCase() : character === letter;
  };
  const text = Array.from(bare);
  const has = (word: string) => {
    const letters = Array.from(word);
    return text.some(
      (_, from) =>
        from + letters.length <= text.length && letters.every((letter, at) => matches(text[from + at] ?? "", letter)),
    );
  };
  if (words.some(has)) return false;
  if (
    maxRun !== null &&
    text.some(
      (character, from) =>
        from + maxRun < text.length && text.slice(from, from + maxRun + 1).every((each) => each === character),
    )
  )
    return false;
  if (atLeastOneLetter && !text.some((character) => /\p{L}/u.test(character))) return false;
  return !atLeastOneDigit || text.some((character) => /\d/.test(character));
}

/** All words over so many values each, in the order of their numbers. */
export function* allWords(radices: readonly number[]): Generator<number[], void, undefined> {
  const word = radices.map(() => 0);
  for (;;) {
    yield [...word];
    let at = radices.length - 1;
    while (at >= 0 && word[at] === (radices[at] ?? 1) - 1) word[at--] = 0;
    if (at < 0) return;
    word[at] = (word[at] ?? 0) + 1;
  }
}
