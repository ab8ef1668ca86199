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
];

/** Symbols by their properties that show nothing, or that a decoder leaves where it has lost a character; each by its name in Unicode. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["\u2800", "is blank: BRAILLE PATTERN BLANK"],
  ["\u{13441}", "is blank: EGYPTIAN HIEROGLYPH FULL BLANK"],
  ["\u{13442}", "is blank: EGYPTIAN HIEROGLYPH HALF BLANK"],
  ["\u{1D159}", "is blank: MUSICAL SYMBOL NULL NOTEHEAD"],
  ["\uFFFC", "stands for something lost: OBJECT REPLACEMENT CHARACTER"],
  ["\uFFFD", "stands for something lost: REPLACEMENT CHARACTER"],
]);

const JOINS = "joins with a character beside it";

/** A letter that joins with nothing by itself. */
const NEIGHBOUR = "A";

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Says why a character cannot be a symbol; null for one that can. The console asks the same, to tell it while somebody types. */
export function symbolRefusal(symbol: string): string | null {
  return symbolRefusals([symbol])[0] ?? null;
}

/** Says of many characters, in their order, why each cannot be a symbol. */
export type SymbolRule = (symbols: readonly string[]) => readonly (string | null)[];

/** The rule for what enters the service; some hundredths of a second for 65,536 characters. */
export const symbolRefusals: SymbolRule = (symbols) => {
  const own = symbols.map(ownRefusal);
  const others = [...symbols.keys()].filter((at) => own[at] === null && !isPlain(symbols[at] ?? ""));
  const places = whichJoin(others.map((at) => symbols[at] ?? ""));
  const joining = new Set([...places].map((place) => others[place]));
  return own.map((refusal, at) => refusal ?? (joining.has(at) ? JOINS : compatibility(symbols[at] ?? "")));
};

/**
 * The rule for what has entered it before, by this version's rule or an older one's: it stays valid, for there may be tokens of it. No version has
 * ever taken half a surrogate pair.
 */
export const keptRefusals: SymbolRule = (symbols) =>
  symbols.map((symbol) => (symbol.isWellFormed() ? null : "is half of a surrogate pair"));

/** Printable ASCII: of long lists of words, most are such. */
function isPlain(symbol: string): boolean {
  return symbol.length === 1 && symbol >= "!" && symbol <= "~";
}

/** What a character is by itself, whatever stands beside it. */
function ownRefusal(symbol: string): string | null {
  if (isPlain(symbol)) return null;
  const found = REFUSED.find(([pattern]) => pattern.test(symbol));
  if (found !== undefined) return found[1];
  const named = NAMED.get(symbol);
  if (named !== undefined) return named;
  return symbol.normalize("NFC") === symbol ? null : "is not in Unicode normal form C";
}

/** What many systems make of a character before they compare or store it. */
function compatibility(symbol: string): string | null {
  const compatible = symbol.normalize("NFKC");
  return compatible === symbol ? null : `becomes ${compatible} in Unicode normal form KC`;
}

/**
 * Which symbols make one grapheme with a neighbour, by UAX #29: each is set between two ordinary letters, twice, so that its own kind is beside
 * it as well, and where no boundary is found it joins. Syllables that join with jamo alone do not count, for no jamo passes.
 */
function whichJoin(symbols: readonly string[]): ReadonlySet<number> {
  const joining = new Set<number>();
  if (symbols.length === 0) return joining;
  const text = NEIGHBOUR + symbols.map((symbol) => `${symbol}${symbol}${NEIGHBOUR}`).join("");
  const boundaries = GRAPHEMES.segment(text)[Symbol.iterator]();
  let boundary = boundaries.next().value;
  let start = NEIGHBOUR.length;
  for (const [place, { length }] of symbols.entries()) {
    for (const wanted of [start, start + length, start + 2 * length]) {
      while (boundary !== undefined && boundary.index < wanted) boundary = boundaries.next().value;
      if (boundary?.index !== wanted) joining.add(place);
    }
    start += 2 * length + NEIGHBOUR.length;
  }
  return joining;
}

/** A character's code point, such as `U+0041`. */
export function codePointName(symbol: string): string {
  return `U+${(symbol.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Whether a character can be shown, or only named. */
export function canBeShown(symbol: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(symbol);
}
