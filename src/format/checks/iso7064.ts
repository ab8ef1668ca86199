import { ALPHANUMERIC, type CheckName, type CheckScheme, DIGITS, LETTERS } from "./check-scheme.ts";

/**
 * The systems of ISO/IEC 7064, "Check character systems".
 *
 * A pure system MOD m-r takes a token's characters a₁ … aₙ as the digits of a number in radix r, and chooses check characters that make it
 * congruent to 1 modulo m. A hybrid system MOD m+1,m works on two moduli in turn: P₁ = m, Sⱼ = Pⱼ mod (m + 1) + aⱼ,
 * Pⱼ₊₁ = (Sⱼ mod m, or m where that is 0) × 2; the last S is congruent to 1 modulo m.
 */
export const ISO_7064: readonly CheckScheme[] = [
  pure("mod11-2", { modulus: 11, radix: 2, reads: DIGITS, writes: [...DIGITS, "X"] }),
  pure("mod37-2", { modulus: 37, radix: 2, reads: ALPHANUMERIC, writes: [...ALPHANUMERIC, "*"] }),
  mod97(),
  hybrid("mod11-10", DIGITS),
  hybrid("mod27-26", LETTERS),
  hybrid("mod37-36", ALPHANUMERIC),
];

interface Pure {
  readonly modulus: number;
  readonly radix: number;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** One check character: the state is the digits so far, each once more times the radix. */
function pure(name: CheckName, { modulus, radix, reads, writes }: Pure): CheckScheme {
  return {
    name,
    reads,
    writes,
    length: 1,
    automaton: () => ({
      states: modulus,
      start: 0,
      next: (state, value) => ((state + value) * radix) % modulus,
      check: (state) => [(1 - state + modulus) % modulus],
    }),
  };
}

/**
 * MOD 97-10 has two check digits: the state is the digits so far as a number, and the checks
 * are 98 less the remainder of 100 × that by 97, as ISO 13616 (IBAN) and ISO 17442 (LEI) put it: 98, not 01, where both would do.
 */
function mod97(): CheckScheme {
  return {
    name: "mod97-10",
    reads: DIGITS,
    writes: DIGITS,
    length: 2,
    automaton: () => ({
      states: 97,
      start: 0,
      next: (state, value) => (state * 10 + value) % 97,
      check: (state) => {
        const check = 98 - ((state * 100) % 97); // 2 to 98
        return [Math.floor(check / 10), check % 10];
      },
    }),
  };
}

/** The state is P mod (m + 1), which is never 0; it is counted from 0 here. */
function hybrid(name: CheckName, characters: readonly string[]): CheckScheme {
  const m = characters.length;
  return {
    name,
    reads: characters,
    writes: characters,
    length: 1,
    automaton: () => ({
      states: m,
      start: m - 1,
      next: (state, value) => ((((state + 1 + value) % m || m) * 2) % (m + 1)) - 1,
      check: (state) => [(m + 1 - (state + 1)) % m],
    }),
  };
}
