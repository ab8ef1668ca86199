import type { Language } from "../../format/language/language.ts";
import { ff1Reference, type Permutation } from "../ff1/ff1-reference.ts";
import { SHUFFLE_LIMIT, invert, shuffle } from "../shuffle/shuffle.ts";
import { domainOf } from "./domain.ts";

/**
 * The permutation of the numbers below a language's capacity, as it is defined: a shuffle of up to 2^22 of them; of more, FF1 over the domain,
 * again and again until the number is below the capacity. As FF1 permutes the domain, every walk ends: it would come back to where it began.
 */
export function placesReference(key: Uint8Array, language: Language): Permutation {
  const { capacity } = language;
  if (capacity <= SHUFFLE_LIMIT) {
    const table = shuffle(key, Number(capacity));
    const inverse = invert(table);
    return {
      forward: (index) => BigInt(table[Number(index)] ?? 0),
      inverse: (place) => BigInt(inverse[Number(place)] ?? 0),
    };
  }
  const cipher = ff1Reference({ key, ...domainOf(language) });
  return {
    forward: (index) => walk(index, capacity, (number) => cipher.forward(number)),
    inverse: (place) => walk(place, capacity, (number) => cipher.inverse(number)),
  };
}

function walk(from: bigint, limit: bigint, step: (number: bigint) => bigint): bigint {
  let number = step(from);
  while (number >= limit) number = step(number);
  return number;
}
