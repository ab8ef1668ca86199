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

/** Says why a character cannot be a symbol; null for one that can. The console asks the same, to tell it while somebody types. */
export function symbolRefusal(symbol: string): string | null {
  if (symbol.length === 1 && symbol >= "!" && symbol <= "~") return null; // of long lists of words, most are such
  const found = REFUSED.find(([pattern]) => pattern.test(symbol));
  if (found !== undefined) return found[1];
  return symbol.normalize("NFC") === symbol ? null : "is not in Unicode normal form C";
}

/** A character's code point, such as `U+0041`. */
export function codePointName(symbol: string): string {
  return `U+${(symbol.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Whether a character can be shown, or only named. */
export function canBeShown(symbol: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(symbol);
}
