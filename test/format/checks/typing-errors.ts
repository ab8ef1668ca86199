import type { CheckAutomaton, CheckScheme } from "../../../src/format/checks/check-scheme.ts";

/** Ways of mistyping characters that stand one behind the other: what becomes of them, and which are no error at all. */
export const TYPING_ERRORS: readonly { readonly name: string; readonly length: number; readonly mistype: Mistype }[] = [
  { name: "one wrong (a → b)", length: 1, mistype: ([a = 0], n) => others(n, a).map((b) => [b]) },
  { name: "two swapped (ab → ba)", length: 2, mistype: ([a = 0, b = 0]) => (a === b ? [] : [[b, a]]) },
  { name: "swapped over one (abc → cba)", length: 3, mistype: ([a = 0, b = 0, c = 0]) => (a === c ? [] : [[c, b, a]]) },
  {
    name: "twins (aa → bb)",
    length: 2,
    mistype: ([a = 0, b = 0], n) => (a === b ? others(n, a).map((c) => [c, c]) : []),
  },
  {
    name: "twins over one (aba → cbc)",
    length: 3,
    mistype: ([a = 0, b = 0, c = 0], n) => (a === c ? others(n, a).map((d) => [d, b, d]) : []),
  },
  {
    name: "misheard (1a ↔ a0)",
    length: 2,
    mistype: ([a = 0, b = 0]) => (a === 1 && b > 1 ? [[b, 0]] : b === 0 && a > 1 ? [[1, a]] : []),
  },
];

type Mistype = (values: readonly number[], n: number) => (readonly number[])[];

function others(n: number, value: number): number[] {
  return Array.from({ length: n }, (_, other) => other).filter((other) => other !== value);
}

/**
 * The share of such errors that a scheme catches in tokens of so many digits: of all tokens, all places in digits and check characters, and
 * all errors there that leave characters which may stand there. Counted, not tried: how many prefixes lead to a state is enough.
 */
export function shareCaught(scheme: CheckScheme, digits: number, error: TypingError): number {
  const automaton = tabulated(scheme.automaton(digits), scheme.reads.length);
  const prefixes = prefixCounts(automaton, digits, scheme.reads.length);
  const inside = new Array<number>(automaton.states).fill(0);
  for (let at = 0; at + error.length <= digits; at++)
    for (const [state, count] of (prefixes[at] ?? []).entries()) inside[state] = (inside[state] ?? 0) + count;
  let [all, missed] = [0, 0];
  const add = (weight: number, tally: Tally) => {
    all += weight * tally.all;
    missed += weight * tally.missed;
  };
  for (const [state, weight] of inside.entries())
    if (weight > 0) add(weight, tallyInside(scheme, automaton, state, error));
  for (let read = 0; read < error.length; read++) {
    const skipped = Math.max(0, read + scheme.length - error.length);
    for (let skip = 0; skip <= (read === 0 ? skipped : 0); skip++)
      for (const [state, weight] of (prefixes[digits - read] ?? []).entries())
        if (weight > 0) add(weight, tallyAtEnd({ scheme, automaton, state, read, skip, error }));
  }
  return all === 0 ? NaN : 1 - missed / all;
}

type TypingError = (typeof TYPING_ERRORS)[number];

/** Errors, and how many of them nobody would notice. */
interface Tally {
  readonly all: number;
  readonly missed: number;
}

/** Errors in digits alone. The digits behind them keep different states apart, so it is enough that the states differ. */
function tallyInside(scheme: CheckScheme, automaton: CheckAutomaton, state: number, error: TypingError): Tally {
  const n = scheme.reads.length;
  let [all, missed] = [0, 0];
  for (const values of allValues(n, error.length)) {
    const after = error.mistype(values, n);
    if (after.length === 0) continue;
    const end = run(automaton, state, values);
    all += after.length;
    for (const typed of after) missed += Number(run(automaton, state, typed) === end);
  }
  return { all, missed };
}

interface AtEnd {
  readonly scheme: CheckScheme;
  readonly automaton: CheckAutomaton;
  /** Where all digits but the last `read` ones have led. */
  readonly state: number;
  readonly read: number;
  /** Check characters before those that are mistyped. */
  readonly skip: number;
  readonly error: TypingError;
}

/** Errors in the last digits and the check characters. */
function tallyAtEnd({ scheme, automaton, state, read, skip, error }: AtEnd): Tally {
  const n = scheme.reads.length;
  let [all, missed] = [0, 0];
  for (const values of allValues(n, read)) {
    const before = [...values, ...automaton.check(run(automaton, state, values))];
    const window = before.slice(skip, skip + error.length);
    if (window.length < error.length) continue;
    for (const after of error.mistype(window, Math.max(n, scheme.writes.length))) {
      const typed = [...before.slice(0, skip), ...after, ...before.slice(skip + after.length)];
      if (typed.slice(0, read).some((value) => value >= n)) continue;
      const check = automaton.check(run(automaton, state, typed.slice(0, read)));
      all += 1;
      missed += Number(check.every((value, at) => value === typed[read + at]));
    }
  }
  return { all, missed };
}

function run(automaton: CheckAutomaton, state: number, values: readonly number[]): number {
  let reached = state;
  for (const value of values) reached = automaton.next(reached, value);
  return reached;
}

function prefixCounts(automaton: CheckAutomaton, digits: number, n: number): number[][] {
  const counts = [Array.from({ length: automaton.states }, (_, state) => Number(state === automaton.start))];
  for (let at = 0; at < digits; at++) {
    const next = new Array<number>(automaton.states).fill(0);
    for (const [state, count] of (counts[at] ?? []).entries()) {
      if (count === 0) continue;
      for (let value = 0; value < n; value++) {
        const reached = automaton.next(state, value);
        next[reached] = (next[reached] ?? 0) + count;
      }
    }
    counts.push(next);
  }
  return counts;
}

/** All strings of so many values, one after the other, each in the same array. */
function* allValues(n: number, length: number): Generator<readonly number[], void, undefined> {
  const values = new Array<number>(length).fill(0);
  for (let left = n ** length; left > 0; left--) {
    yield values;
    for (let at = length - 1; at >= 0 && (values[at] = ((values[at] ?? 0) + 1) % n) === 0; at--);
  }
}

/** The same automaton with its steps in a table. */
function tabulated(automaton: CheckAutomaton, n: number): CheckAutomaton {
  const table = Uint16Array.from({ length: automaton.states * n }, (_, at) =>
    automaton.next(Math.floor(at / n), at % n),
  );
  return { ...automaton, next: (state, value) => table[state * n + value] ?? 0 };
}
