/** The letters that digits are commonly written for. */
const LETTERS_OF: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "il",
  "2": "z",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "g",
  "7": "t",
  "8": "b",
  "9": "g",
};

/** A character without its case, where the lower case is one character, too. */
export function folded(character: string): string {
  const lower = character.toUpperCase().toLowerCase();
  return Array.from(lower).length === 1 ? lower : character;
}

/** What a character of a token may be read as. */
export interface Reading {
  readonly ignoreCase: boolean;
  readonly digitsForLetters: boolean;
}

/** All characters of words that a character of a token may be read as, itself first. */
export function readingsOf(character: string, { ignoreCase, digitsForLetters }: Reading): string[] {
  const own = ignoreCase ? folded(character) : character;
  if (!digitsForLetters) return [own];
  const letters = Array.from(LETTERS_OF[character] ?? "");
  return [own, ...letters, ...(ignoreCase ? [] : letters.map((letter) => letter.toUpperCase()))];
}

export function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

export function isDigit(character: string): boolean {
  return /\p{Nd}/u.test(character);
}
