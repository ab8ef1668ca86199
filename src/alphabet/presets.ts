import { type Alphabet, toAlphabet } from "./alphabet.ts";

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const GREEK_UPPER = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ";
const GREEK_LOWER = "αβγδεζηθικλμνξοπρστυφχψω";

/**
 * Every preset by its id: its characters, and what they are for.
 *
 * The documented ones are BASE16 to UPPER_LATIN of the REST contract, section 3. A further one must change none of its answers: none has
 * 16 symbols, and none holds all of A, E, I, O and U. All are in code-point order but Z_BASE_32, whose own order is a part of it.
 */
const TABLE: Readonly<Record<string, readonly [chars: string, purpose: string]>> = {
  BASE16: [`${DIGITS}abcdef`, "hexadecimal numbers in lower case; LOWER_HEX is the same"],
  BASE60: [`${DIGITS.slice(2)}${UPPER}${LOWER}`, "short codes to copy: all letters, but neither 0 nor 1"],
  BASE62: [`${DIGITS}${UPPER}${LOWER}`, "short codes for machines, and serial numbers of GS1's AI (21)"],
  DICE: ["⚀⚁⚂⚃⚄⚅", "what dice show"],
  LOWER_HEX: [`${DIGITS}abcdef`, "hexadecimal numbers in lower case"],
  LOWER_LATIN: [LOWER, "lower-case letters alone"],
  UPPER_EPCG30: [
    "0123456789ABCDEFGHKMNPRSTVWXYZ",
    "serial numbers on goods, such as GS1's AI (21): no I, J, L, O, Q or U",
  ],
  UPPER_HEX: [`${DIGITS}ABCDEF`, "hexadecimal numbers in upper case"],
  UPPER_LATIN: [UPPER, "upper-case letters alone, such as the check mod27-26 reads"],

  BASE20_GEO: ["23456789CFGHJMPQRVWX", "as in Open Location Codes: no vowels, hardly a word"],
  BASE24: [
    "2346789BCDFGHJKMPQRTVWXY",
    "codes that people read and type: no vowels, nothing that looks like something else",
  ],
  BASE32_CROCKFORD: [
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
    "D. Crockford's base 32, for codes that people read out and type: no I, L, O or U",
  ],
  BASE36_LOWER: [`${DIGITS}${LOWER}`, "names where case does not count, such as those of hosts"],
  BASE58: [
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
    "Bitcoin's, for short codes to copy: no 0, O, I or l",
  ],
  BINARY: ["01", "bits"],
  DECIMAL: [DIGITS, "numbers to type on a keypad, such as vouchers and PINs"],
  DNA: ["ACGT", "the bases of DNA"],
  GS1_DIGITS: [DIGITS, "numbers of GS1's keys, with the check gs1"],
  LOWER_GREEK: [GREEK_LOWER, "Greek letters in lower case"],
  OCTAL: ["01234567", "octal numbers"],
  RNA: ["ACGU", "the bases of RNA"],
  UPPER_GREEK: [GREEK_UPPER, "Greek letters in upper case"],
  Z_BASE_32: [
    "ybndrfg8ejkmcpqxot1uwisza345h769",
    "z-base-32 by Z. Wilcox-O'Hearn, in its own order: the characters that are easiest for people come first",
  ],
};

export interface Preset {
  readonly id: string;
  readonly alphabet: Alphabet;
  /** What it is for, as a phrase. */
  readonly purpose: string;
}

/** All presets in order of id. */
export const PRESETS: readonly Preset[] = Object.entries(TABLE)
  .map(([id, [chars, purpose]]) => ({ id, alphabet: toAlphabet(chars), purpose }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

const BY_ID: ReadonlyMap<string, Alphabet> = new Map(PRESETS.map(({ id, alphabet }) => [id, alphabet]));

export function presetOf(id: string): Alphabet | null {
  return BY_ID.get(id) ?? null;
}
