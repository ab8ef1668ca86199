import { countFrom, startState, stepTo } from "./allowed-words.ts";
import { type Language, numberOfWord, rankOfWord, wordOfNumber, wordOfRank } from "./language.ts";

/*
 * A line permutes the numbers below a format's capacity M; here each of them gets an allowed word.
 *
 * Where at least half of all words are allowed, x gets the word of that number if it is allowed, and else a word from M on: the one of rank
 * `allowed below M` + `forbidden below x`. Below M, M − (allowed below M) words are forbidden, and just as many are allowed from M on: so
 * every allowed word is used once. This is fast, as most words need only be looked at.
 *
 * Elsewhere x gets the word of rank x.
 */

/** Whether words are taken as they are where they are allowed. */
export function isPatched({ capacity, size }: Language): boolean {
  return capacity < size && 2n * capacity >= size;
}

/** Allowed words below the capacity; of a patched language. */
export function allowedBelowCapacity(language: Language): bigint {
  return rankOfWord(language, wordOfNumber(language, language.capacity)).rank;
}

/** The word of a number below the capacity. */
export function wordAt(language: Language, place: bigint): number[] {
  if (!isPatched(language)) return wordOfRank(language, place);
  const word = wordOfNumber(language, place);
  const { rank, isAllowed } = rankOfWord(language, word);
  return isAllowed ? word : wordOfRank(language, allowedBelowCapacity(language) + place - rank);
}

/** The number whose word this is; null where it is not allowed. */
export function placeOf(language: Language, word: readonly number[]): bigint | null {
  const { rank, isAllowed } = rankOfWord(language, word);
  if (!isAllowed) return null;
  if (!isPatched(language)) return rank;
  const number = numberOfWord(language, word);
  return number < language.capacity ? number : forbiddenNumber(language, rank - allowedBelowCapacity(language));
}

/** The number of the forbidden word before which so many other forbidden ones stand. */
function forbiddenNumber(language: Language, rank: bigint): bigint {
  const { allowed, alphabets } = language;
  if (allowed === null) return 0n;
  let [state, rest, number, behind] = [startState(allowed), rank, 0n, language.size];
  for (const [at, { symbols }] of alphabets.entries()) {
    behind /= BigInt(symbols.length); // words that begin alike
    for (let value = 0; ; value++) {
      const to = stepTo(allowed, at, state, value);
      const forbidden = behind - countFrom(allowed, at + 1, to);
      if (rest < forbidden) {
        [state, number] = [to, number * BigInt(symbols.length) + BigInt(value)];
        break;
      }
      rest -= forbidden;
    }
  }
  return number;
}
