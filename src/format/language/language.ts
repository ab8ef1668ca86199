import type { Alphabet } from "../../alphabet/alphabet.ts";
import { digitAlphabets, type Pattern } from "../pattern/pattern.ts";
import { type AllowedWords, allowedWords, countFrom, countWords, startState, stepTo } from "./allowed-words.ts";
import { forbidsNothing, type Without } from "./without.ts";

/** The words of a format: the digits of its tokens, by their values, the first digit first. */
export interface Language {
  /** The alphabet of each digit. */
  readonly alphabets: readonly Alphabet[];
  /** Words of all kinds, forbidden ones too. */
  readonly size: bigint;
  /** Allowed words, and so tokens. */
  readonly capacity: bigint;
  /** Null where nothing is forbidden. */
  readonly allowed: AllowedWords | null;
}

/** @throws {ServiceError} As `allowedWords()` does. */
export function languageOf(pattern: Pattern, without: Without): Language {
  const alphabets = digitAlphabets(pattern);
  const size = alphabets.reduce((product, { symbols }) => product * BigInt(symbols.length), 1n);
  const allowed = forbidsNothing(without) ? null : allowedWords(pattern, without);
  return { alphabets, size, capacity: allowed === null ? size : countFrom(allowed, 0, startState(allowed)), allowed };
}

/** How many allowed words have only symbols that are wanted. */
export function allowedWith(language: Language, isWanted: (symbol: string, alphabet: Alphabet) => boolean): bigint {
  const { allowed, alphabets } = language;
  if (allowed === null) {
    const wanted = new Map(
      [...new Set(alphabets)].map((alphabet) => [
        alphabet,
        BigInt(alphabet.symbols.filter((symbol) => isWanted(symbol, alphabet)).length),
      ]),
    );
    return alphabets.reduce((product, alphabet) => product * (wanted.get(alphabet) ?? 0n), 1n);
  }
  const counted = new Map(
    [...new Set(allowed.tables)].map((table) => {
      const sizes = new Uint32Array(table.sizes.length);
      for (const [value, symbol] of table.alphabet.symbols.entries()) {
        const each = table.classes[value] ?? 0;
        if (isWanted(symbol, table.alphabet)) sizes[each] = (sizes[each] ?? 0) + 1;
      }
      return [table, { ...table, sizes }];
    }),
  );
  const words = { ...allowed, tables: allowed.tables.map((table) => counted.get(table) ?? table) };
  return countFrom({ ...words, counts: countWords(words) }, 0, startState(allowed));
}

/** The place of a word among all words, forbidden ones too: its values as the digits of one number. */
export function numberOfWord({ alphabets }: Language, word: readonly number[]): bigint {
  return word.reduce((number, value, at) => number * radixAt(alphabets, at) + BigInt(value), 0n);
}

export function wordOfNumber({ alphabets }: Language, number: bigint): number[] {
  const word = new Array<number>(alphabets.length).fill(0);
  let rest = number;
  for (let at = alphabets.length - 1; at >= 0; at--) {
    const radix = radixAt(alphabets, at);
    word[at] = Number(rest % radix);
    rest /= radix;
  }
  return word;
}

/** How many allowed words stand before a word, and whether the word itself is allowed. */
export function rankOfWord(
  language: Language,
  word: readonly number[],
): { readonly rank: bigint; readonly isAllowed: boolean } {
  const { allowed } = language;
  if (allowed === null) return { rank: numberOfWord(language, word), isAllowed: true };
  let state = startState(allowed);
  let rank = 0n;
  for (const [at, value] of word.entries()) {
    for (let below = 0; below < value; below++) rank += countFrom(allowed, at + 1, stepTo(allowed, at, state, below));
    state = stepTo(allowed, at, state, value);
  }
  return { rank, isAllowed: countFrom(allowed, word.length, state) !== 0n };
}

/** Whether a word is allowed. */
export function isAllowed({ allowed }: Language, word: readonly number[]): boolean {
  if (allowed === null) return true;
  const state = word.reduce((reached, value, at) => stepTo(allowed, at, reached, value), startState(allowed));
  return countFrom(allowed, word.length, state) !== 0n;
}

/** The allowed word before which so many others stand. */
export function wordOfRank(language: Language, rank: bigint): number[] {
  const { allowed, alphabets } = language;
  if (allowed === null) return wordOfNumber(language, rank);
  let state = startState(allowed);
  let rest = rank;
  return alphabets.map((_, at) => {
    for (let value = 0; ; value++) {
      const to = stepTo(allowed, at, state, value);
      const count = countFrom(allowed, at + 1, to);
      if (rest < count) {
        state = to;
        return value;
      }
      rest -= count;
    }
  });
}

function radixAt(alphabets: readonly Alphabet[], at: number): bigint {
  return BigInt(alphabets[at]?.symbols.length ?? 1);
}
