import { type Dfa, explore } from "./dfa.ts";
import { minimise } from "./minimise.ts";
import type { SymbolClass } from "./symbol-classes.ts";
import type { Without } from "./without.ts";
import { wordAutomaton } from "./word-automaton.ts";

/**
 * The smallest automaton of what is allowed: the product of the words' automaton, of the run that a text ends with, and of whether it has had a
 * letter and a digit.
 *
 * @throws {ServiceError} `FORMAT_TOO_LARGE`.
 */
export function withoutDfa(classes: readonly SymbolClass[], without: Without): Dfa {
  const readable = new Set(classes.flatMap(({ readings }) => readings));
  const words = wordAutomaton(
    without.words.filter((word) => Array.from(word).every((letter) => readable.has(letter))),
    classes.map(({ readings }) => readings),
  );
  const runs = runAutomaton(classes.length, without.maxRun);
  const needed = Number(without.atLeastOneLetter) + 2 * Number(without.atLeastOneDigit);
  const has = classes.map(({ isLetter, isDigit }) => Number(isLetter) + 2 * Number(isDigit));
  // A state is (4 × words' state + what it has had) × runs + run.
  return minimise(
    explore({
      classes: classes.length,
      start: 4 * words.start * runs.states,
      step: (state, symbolClass) => {
        const run = runs.step(state % runs.states, symbolClass);
        const rest = Math.floor(state / runs.states);
        const word = run < 0 ? -1 : words.step(Math.floor(rest / 4), symbolClass);
        return word < 0 ? -1 : (4 * word + ((rest % 4) | (has[symbolClass] ?? 0))) * runs.states + run;
      },
      accepts: (state) => ((Math.floor(state / runs.states) % 4) & needed) === needed,
    }),
  );
}

interface Runs {
  readonly states: number;
  step(state: number, symbolClass: number): number;
}

/** State 0 is the start; 1 + class × most + (times − 1) is a run of so many characters of the class. */
function runAutomaton(classes: number, most: number | null): Runs {
  if (most === null) return { states: 1, step: () => 0 };
  return {
    states: 1 + classes * most,
    step: (state, symbolClass) => {
      const first = 1 + symbolClass * most;
      const times = state >= first && state < first + most ? state - first + 1 : 0;
      return times === most ? -1 : first + times;
    },
  };
}
