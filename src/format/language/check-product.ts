import type { CheckAutomaton } from "../checks/check-scheme.ts";
import { type Check, checksOf, type Pattern } from "../pattern/pattern.ts";
import { DEAD, type Dfa, explore, MAX_STATES, tooManyStates } from "./dfa.ts";
import { minimise } from "./minimise.ts";
import type { SymbolClasses } from "./symbol-classes.ts";

/**
 * Multiplies an automaton of what is allowed with the residues of a pattern's checks: for the check characters are read, too, and which they
 * are is decided by the digits before them.
 *
 * The product has one class more for each check, the last ones: a step by it reads that check's characters.
 *
 * @throws {ServiceError} `FORMAT_TOO_LARGE`, before anything is built.
 */
export function checkProduct(dfa: Dfa, pattern: Pattern, symbols: SymbolClasses): Dfa {
  const checks = checksOf(pattern).map((check) => toFactor(check, symbols));
  if (checks.length === 0) return dfa;
  const residues = checks.reduce((product, { automaton }) => product * automaton.states, 1);
  if ((dfa.states - 1) * residues > MAX_STATES) throw tooManyStates(String((dfa.states - 1) * residues));
  const read = (state: number, symbolClass: number) => dfa.next[state * dfa.classes + symbolClass] ?? DEAD;
  return minimise(
    explore({
      classes: dfa.classes + checks.length,
      start: joined(
        dfa.start,
        checks.map(({ automaton }) => automaton.start),
        checks,
      ),
      step: (key, symbolClass) => {
        const { state, at } = parted(key, checks);
        const check = checks[symbolClass - dfa.classes];
        const to =
          check === undefined
            ? read(state, symbolClass)
            : check.written(at[symbolClass - dfa.classes] ?? 0).reduce(read, state);
        if (to === DEAD) return -1;
        const next = checks.map(({ automaton, values }, index) => {
          if (check !== undefined) return check === checks[index] ? 0 : (at[index] ?? 0); // a check's residue has served
          const value = values[symbolClass] ?? -1;
          return value === -1 ? 0 : automaton.next(at[index] ?? 0, value);
        });
        return joined(to, next, checks);
      },
      accepts: (key) => dfa.accepts[parted(key, checks).state] === 1,
    }),
  );
}

interface Factor {
  readonly automaton: CheckAutomaton;
  /** The value of each class's character; −1 where the check does not read it. */
  readonly values: readonly number[];
  /** The classes of the check characters that a residue gives. */
  readonly written: (residue: number) => readonly number[];
}

function toFactor({ scheme, covers }: Check, { classes, classOf }: SymbolClasses): Factor {
  const automaton = scheme.automaton(covers);
  const values = new Map(scheme.reads.map((symbol, value) => [symbol, value]));
  return {
    automaton,
    values: classes.map(({ symbol }) => values.get(symbol) ?? -1),
    written: (residue) => automaton.check(residue).map((value) => classOf(scheme.writes[value] ?? "")),
  };
}

function joined(state: number, residues: readonly number[], checks: readonly Factor[]): number {
  return checks.reduce((key, { automaton }, index) => key * automaton.states + (residues[index] ?? 0), state);
}

function parted(key: number, checks: readonly Factor[]): { readonly state: number; readonly at: readonly number[] } {
  const at = new Array<number>(checks.length);
  let rest = key;
  for (let index = checks.length - 1; index >= 0; index--) {
    const states = checks[index]?.automaton.states ?? 1;
    at[index] = rest % states;
    rest = Math.floor(rest / states);
  }
  return { state: rest, at };
}
