import { type CheckAutomaton, type CheckScheme, DIGITS } from "./check-scheme.ts";

/**
 * Luhn's check digit (ISO/IEC 7812-1, annex B): from the last digit to the first, every second one is doubled, beginning with the last, and
 * the two digits of a product are added up. The check digit fills the sum up to a multiple of 10.
 */
export const LUHN: CheckScheme = {
  name: "luhn",
  reads: DIGITS,
  writes: DIGITS,
  length: 1,
  automaton: (digits) => weighed(10, digits, (value) => doubled(value, 10)),
};

/** The check digit of GS1's General Specifications, 7.9: from the last digit to the first, the weights are 3, 1, 3, 1 … */
export const GS1: CheckScheme = {
  name: "gs1",
  reads: DIGITS,
  writes: DIGITS,
  length: 1,
  automaton: (digits) => weighed(10, digits, (value) => 3 * value),
};

/**
 * Luhn's algorithm over any even number of characters. With an odd number, every doubled value would come out even, so that pairs of characters
 * would count the same, and it would not even catch every single wrong character.
 */
export function luhnModN(characters: readonly string[]): CheckScheme {
  const n = characters.length;
  return {
    name: "luhn-mod-n",
    reads: characters,
    writes: characters,
    length: 1,
    automaton: (digits) => weighed(n, digits, (value) => doubled(value, n)),
  };
}

/** Twice a value, the two numerals of which in radix n are added up. */
function doubled(value: number, n: number): number {
  return Math.floor((2 * value) / n) + ((2 * value) % n);
}

/** Sums values modulo n; every second one is weighed, beginning with the last. A state is 2 × sum + whether the next value is weighed. */
function weighed(n: number, digits: number, weigh: (value: number) => number): CheckAutomaton {
  return {
    states: 2 * n,
    start: digits % 2,
    next: (state, value) => {
      const isWeighed = state % 2;
      const sum = (state >> 1) + (isWeighed === 1 ? weigh(value) : value);
      return 2 * (sum % n) + (1 - isWeighed);
    },
    check: (state) => [(n - (state >> 1)) % n],
  };
}
