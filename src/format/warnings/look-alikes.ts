import { allowedWith, type Language } from "../language/language.ts";

/** Characters that people take for one another. */
const ALIKE: readonly string[] = [
  "0OoΟοО",
  "1Il|Ι",
  "2Zz",
  "5Ss",
  ..."c p u v w x".split(" ").map((letter) => letter + letter.toUpperCase()),
  ...["AΑА", "BΒВ", "EΕЕ", "HΗН", "KΚК", "MΜМ", "NΝ", "PΡР", "TΤТ", "XΧХ", "YΥ", "ZΖ"],
];

/** The characters of an alphabet that look like another one of it. */
export function lookAlikes(symbols: readonly string[]): ReadonlySet<string> {
  const own = new Set(symbols);
  const found = ALIKE.map((group) => Array.from(group).filter((character) => own.has(character))).filter(
    ({ length }) => length > 1,
  );
  return new Set(found.flat());
}

/** How many tokens have a character that looks like another one that may stand in its place. */
export function countWithLookAlikes(language: Language): bigint {
  const alike = new Map([...new Set(language.alphabets)].map((alphabet) => [alphabet, lookAlikes(alphabet.symbols)]));
  return language.capacity - allowedWith(language, (symbol, alphabet) => alike.get(alphabet)?.has(symbol) !== true);
}
