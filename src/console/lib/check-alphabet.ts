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

const MIN_SYMBOLS = 2;
const MAX_SYMBOLS = 65_536;

/** The rules of the service, so that they can be told while somebody types; it has the last word. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\p{White_Space}/u, "is white space"],
  [/\p{Cc}/u, "is a control character"],
  [/\p{Cs}/u, "is half of a surrogate pair"],
  [/\p{Co}/u, "is for private use"],
  [/\p{Cn}/u, "is not assigned by Unicode"],
  [/\p{Cf}/u, "is an invisible format character"],
  [/\p{M}/u, "combines with the character before it"],
  [/\p{Default_Ignorable_Code_Point}/u, "is invisible"],
  [/\p{Regional_Indicator}/u, "joins with its neighbour to a flag"],
  [/\p{Emoji_Modifier}/u, "changes the character before it"],
  [/[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u, "is a conjoining jamo"],
];

export function checkAlphabet(chars: string): CheckedAlphabet {
  const seen = new Set<string>();
  const symbols = Array.from(chars, (char) => {
    const refusal = refusalOf(char) ?? (seen.has(char) ? "stands there twice" : null);
    seen.add(char);
    return { char, refusal };
  });
  const { length } = symbols;
  const widths = new Set(symbols.map(({ char }) => utf8Bytes(char)));
  const wrong = symbols.findIndex(({ refusal }) => refusal !== null);
  const first = symbols[wrong];
  return {
    symbols,
    length,
    bytes: symbols.reduce((sum, { char }) => sum + utf8Bytes(char), 0),
    isAscii: widths.size === 1 && widths.has(1),
    isEvenWidth: widths.size <= 1,
    parity: length % 2 === 1 ? symbols.reduce((parity, { char }) => parity ^ (char.codePointAt(0) ?? 0), 0) : 0,
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
  const point = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(char) ? `${char} (${point})` : point;
}

function refusalOf(char: string): string | null {
  const found = REFUSED.find(([pattern]) => pattern.test(char));
  return found?.[1] ?? (char.normalize("NFC") === char ? null : "is not in Unicode normal form C");
}

function utf8Bytes(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
