import { checkText } from "./checks/check-of.ts";
import type { Pattern } from "./pattern/pattern.ts";

/** Writes the token of a word. */
export function tokenText({ pieces }: Pattern, word: readonly number[]): string {
  let [digits, token, at] = ["", "", 0];
  for (const piece of pieces) {
    if (piece.kind === "literal") token += piece.text;
    else if (piece.kind === "check") token += checkText(piece.scheme, digits) ?? "";
    else {
      const { symbols } = piece.alphabet;
      const end = at + piece.digits;
      let group = "";
      for (; at < end; at++) group += symbols[word[at] ?? 0] ?? "";
      digits += group;
      token += group;
    }
  }
  return token;
}

/** Reads words from tokens as they are written; null for every other text. */
export type TokenTextReader = (token: string) => number[] | null;

export function tokenTextReader(pattern: Pattern): TokenTextReader {
  const values = new Map<string, ReadonlyMap<string, number>>();
  for (const piece of pattern.pieces)
    if (piece.kind === "group" && !values.has(piece.alphabet.chars))
      values.set(piece.alphabet.chars, new Map(piece.alphabet.symbols.map((symbol, value) => [symbol, value])));
  const most = 2 * pattern.pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  return (token) => {
    if (token.length > most) return null;
    const symbols = Array.from(token);
    const word: number[] = [];
    let at = 0;
    for (const piece of pattern.pieces) {
      if (piece.kind === "group") {
        const valueOf = values.get(piece.alphabet.chars);
        for (const end = at + piece.digits; at < end; at++) {
          const value = valueOf?.get(symbols[at] ?? "");
          if (value === undefined) return null;
          word.push(value);
        }
      } else at += lengthOf(piece); // compared below
    }
    return at === symbols.length && tokenText(pattern, word) === token ? word : null;
  };
}

/** Characters of a piece. */
function lengthOf(piece: Pattern["pieces"][number]): number {
  if (piece.kind === "literal") return Array.from(piece.text).length;
  return piece.kind === "group" ? piece.digits : piece.scheme.length;
}
