import type { Language } from "../../format/language/language.ts";

/** Numbers below radix^digits, which FF1 permutes. */
export interface Domain {
  readonly radix: number;
  readonly digits: number;
  /** Whether its digits are those of the words. */
  readonly isOwn: boolean;
}

const MAX_RADIX = 65_536n;

/**
 * The domain over which FF1 permutes a language of more than 2^22 words, and walks its cycle until it is below their number: the language's own
 * digits where they are all of one alphabet and at least half of all words are allowed; else the smallest that has an even number m of
 * numerals, as few as there can be, in radix r = ⌈M^(1/m)⌉ ≤ 65,536. As (r − 1)^m < M, a walk has at most 1.02 steps on the average.
 */
export function domainOf({ alphabets, capacity, size }: Pick<Language, "alphabets" | "capacity" | "size">): Domain {
  const [first] = alphabets;
  if (first !== undefined && alphabets.every(({ chars }) => chars === first.chars) && 2n * capacity >= size)
    return { radix: first.symbols.length, digits: alphabets.length, isOwn: true };
  let digits = 2;
  while (MAX_RADIX ** BigInt(digits) < capacity) digits += 2;
  return { radix: rootAbove(capacity, digits), digits, isOwn: false };
}

/** The smallest integer whose power is at least the number. */
function rootAbove(number: bigint, exponent: number): number {
  let [low, high] = [1n, MAX_RADIX];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (middle ** BigInt(exponent) >= number) high = middle;
    else low = middle + 1n;
  }
  return Number(low);
}
