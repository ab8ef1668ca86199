import type { Alphabet } from "../alphabet/alphabet.ts";
import { type Check, checksOf, digitAlphabets, type Pattern } from "../format/pattern/pattern.ts";

/** Larger tables are not made: of such checks each step is computed. */
const MAX_STEPS = 2 ** 20;

/** Follows one check of a pattern over a token's digits. */
export interface CheckWalk {
  /** Digits before it. */
  readonly covers: number;
  readonly start: number;
  /** The state after the `at`-th digit, given by its value in its alphabet. */
  step(at: number, state: number, value: number): number;
  /** The bytes of the check characters. */
  bytes(state: number): Uint8Array;
}

export function checkWalks(pattern: Pattern): CheckWalk[] {
  return checksOf(pattern).map((check) => checkWalk(check, digitAlphabets(pattern)));
}

function checkWalk({ scheme, covers }: Check, alphabets: readonly Alphabet[]): CheckWalk {
  const automaton = scheme.automaton(covers);
  const values = new Map(scheme.reads.map((symbol, value) => [symbol, value]));
  const steps = new Map(
    [...new Set(alphabets.slice(0, covers))].map((alphabet) => {
      const read = Uint16Array.from(alphabet.symbols, (symbol) => values.get(symbol) ?? 0);
      const radix = read.length;
      const compute = (state: number, value: number) => automaton.next(state, read[value] ?? 0);
      if (automaton.states * radix > MAX_STEPS) return [alphabet, compute];
      const table = Uint32Array.from({ length: automaton.states * radix }, (_, at) =>
        compute(Math.floor(at / radix), at % radix),
      );
      return [alphabet, (state: number, value: number) => table[state * radix + value] ?? 0];
    }),
  );
  const stepOf = alphabets.slice(0, covers).map((alphabet) => steps.get(alphabet));
  const written: Uint8Array[] = [];
  return {
    covers,
    start: automaton.start,
    step: (at, state, value) => stepOf[at]?.(state, value) ?? 0,
    bytes: (state) =>
      (written[state] ??= Buffer.from(
        automaton
          .check(state)
          .map((value) => scheme.writes[value])
          .join(""),
      )),
  };
}
