import { type CheckScheme, DIGITS } from "./check-scheme.ts";

/** How many powers the permutation has before it is the identity again. */
const POWERS = 8;

/** J. Verhoeff's permutation, "Error Detecting Decimal Codes" (Amsterdam, 1969). */
const PERMUTATION: readonly number[] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The power of the permutation that a digit takes at a distance from the end: the check digit is at distance 0. */
const PERMUTED: readonly (readonly number[])[] = powers();

/**
 * The check digit c makes c · p(a₁) · p²(a₂) · p³(a₃) … the neutral element of the dihedral group D₅, where a₁ is the last digit. The product
 * is associative, so reading from the first digit multiplies from the left. A state is 8 × product + the power for the next digit.
 */
export const VERHOEFF: CheckScheme = {
  name: "verhoeff",
  reads: DIGITS,
  writes: DIGITS,
  length: 1,
  automaton: (digits) => ({
    states: 10 * POWERS,
    start: digits % POWERS,
    next: (state, value) => {
      const power = state % POWERS;
      const product = multiply(PERMUTED[power]?.[value] ?? 0, Math.floor(state / POWERS));
      return POWERS * product + ((power + POWERS - 1) % POWERS);
    },
    check: (state) => [inverse(Math.floor(state / POWERS))],
  }),
};

/** Of D₅: 0 to 4 are the rotations of a pentagon, 5 to 9 its reflections. */
function multiply(a: number, b: number): number {
  const rotation = a < 5 ? a + b : a - b + 5;
  return (rotation % 5) + (a < 5 === b < 5 ? 0 : 5);
}

/** A rotation's inverse turns back; a reflection is its own. */
function inverse(a: number): number {
  return a < 5 ? (5 - a) % 5 : a;
}

function powers(): number[][] {
  const found = [Array.from({ length: 10 }, (_, value) => value)];
  while (found.length < POWERS) found.push((found.at(-1) ?? []).map((value) => PERMUTATION[value] ?? 0));
  return found;
}
