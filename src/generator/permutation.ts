import { toAlphabet } from "../alphabet/alphabet.ts";
import { ff1Reference, type Permutation } from "./ff1/ff1-reference.ts";
import { type Language, rankOfWord, wordOfRank } from "../format/language/language.ts";
import { placeOf, wordAt } from "../format/language/placing.ts";
import { placesReference } from "./formats/places-reference.ts";
import { languageOf } from "./line/line-format.ts";
import { lineCapacity, type GeneratorLine } from "./line/line.ts";
import { cacheName } from "./line/line-caches.ts";
import { SHUFFLE_LIMIT } from "./shuffle/shuffle.ts";
import { indexesOf, scoresOf, type ShuffledLine } from "./shuffle/shuffled-line.ts";

/**
 * The permutation of a line, one number at a time, for checking tokens; `chunk()` makes many of them fast.
 *
 * For a line of up to 2^22 tokens, the first call shuffles the whole line, which may take some tenths of a second.
 *
 * @throws {RangeError} When `lineCapacity()` refuses the line, and from both directions when a number is outside the line.
 */
export function permutationOf(line: GeneratorLine): Permutation {
  const size = lineCapacity(line);
  if (line.format !== undefined) return checked(size, formatPermutation(line.key, languageOf(line.format)));
  const unchecked =
    size <= SHUFFLE_LIMIT ? shuffled({ name: cacheName(line), key: line.key, size: Number(size) }) : enciphered(line);
  return checked(size, unchecked);
}

/** Of a line that is written by a format: a score is a word's rank. */
function formatPermutation(key: Uint8Array, language: Language): Permutation {
  const places = placesReference(key, language);
  return {
    forward: (index) => rankOfWord(language, wordAt(language, places.forward(index))).rank,
    inverse: (score) => places.inverse(placeOf(language, wordOfRank(language, score)) ?? 0n),
  };
}

function checked(size: bigint, unchecked: Permutation): Permutation {
  const check = (number: bigint): bigint => {
    if (number >= 0n && number < size) return number;
    throw new RangeError(`A line of ${size} tokens has indexes and scores below that, but got ${number}.`);
  };
  return {
    forward: (index) => unchecked.forward(check(index)),
    inverse: (score) => unchecked.inverse(check(score)),
  };
}

function enciphered(line: GeneratorLine): Permutation {
  return ff1Reference({ key: line.key, radix: toAlphabet(line.chars).symbols.length, digits: line.digits });
}

function shuffled(line: ShuffledLine): Permutation {
  return {
    forward: (index) => BigInt(scoresOf(line)[Number(index)] ?? 0),
    inverse: (score) => BigInt(indexesOf(line)[Number(score)] ?? 0),
  };
}
