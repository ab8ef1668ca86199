import { type Alphabet, toAlphabet } from "./alphabet.ts";

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const GREEK_UPPER = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ";
const GREEK_LOWER = "αβγδεζηθικλμνξοπρστυφχψω";

/**
 * Every preset by its id.
 *
 * The documented ones are BASE16 to UPPER_LATIN of the REST contract, section 3. A further one must change none of its answers: none has
 * 16 symbols, and none holds all of A, E, I, O and U. All are in code-point order.
 */
const CHARS: Readonly<Record<string, string>> = {
  BASE16: `${DIGITS}abcdef`,
  BASE60: `${DIGITS.slice(2)}${UPPER}${LOWER}`,
  BASE62: `${DIGITS}${UPPER}${LOWER}`,
  DICE: "⚀⚁⚂⚃⚄⚅",
  LOWER_HEX: `${DIGITS}abcdef`,
  LOWER_LATIN: LOWER,
  UPPER_EPCG30: "0123456789ABCDEFGHKMNPRSTVWXYZ",
  UPPER_HEX: `${DIGITS}ABCDEF`,
  UPPER_LATIN: UPPER,

  BASE20_GEO: "23456789CFGHJMPQRVWX", // Open Location Code
  BASE24: "2346789BCDFGHJKMPQRTVWXY", // no vowels, nothing that looks like something else
  BASE32_CROCKFORD: "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
  BASE36_LOWER: `${DIGITS}${LOWER}`,
  BASE58: "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", // Bitcoin's
  BINARY: "01",
  DECIMAL: DIGITS,
  DNA: "ACGT",
  GS1_DIGITS: DIGITS,
  LOWER_GREEK: GREEK_LOWER,
  OCTAL: "01234567",
  RNA: "ACGU",
  UPPER_GREEK: GREEK_UPPER,
};

export interface Preset {
  readonly id: string;
  readonly alphabet: Alphabet;
}

/** All presets in order of id. */
export const PRESETS: readonly Preset[] = Object.keys(CHARS)
  .sort()
  .map((id) => ({ id, alphabet: toAlphabet(CHARS[id] ?? "") }));

const BY_ID: ReadonlyMap<string, Alphabet> = new Map(PRESETS.map(({ id, alphabet }) => [id, alphabet]));

export function presetOf(id: string): Alphabet | null {
  return BY_ID.get(id) ?? null;
}
