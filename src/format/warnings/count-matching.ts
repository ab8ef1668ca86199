import type { CheckAutomaton } from "../checks/check-scheme.ts";
import { countFrom, goesOn, startState, stepTo } from "../language/allowed-words.ts";
import type { Language } from "../language/language.ts";
import type { Check, Piece } from "../pattern/pattern.ts";
import type { Format } from "../format.ts";

/** Follows a text from character to character; −1 once no text that begins so can match. */
export interface Matcher {
  readonly start: number;
  step(state: number, character: string): number;
  isMatch(state: number): boolean;
}

/** Where the tokens of some beginning stand. */
interface Situation {
  readonly matcher: number;
  /** Of the language's automaton; 0 where it has none. */
  readonly state: number;
  readonly residues: readonly number[];
}

/** By the numbers of the situations. */
type Counts = ReadonlyMap<number, { readonly at: Situation; readonly count: bigint }>;

/** More situations are not followed: a matcher that is made for this has far fewer. */
const MAX_SITUATIONS = 200_000;

/** Steps from a situation by a symbol, some seconds of a thread. */
const MAX_STEPS = 3_000_000;

/** A situation's number is exact: so many combinations of residues leave room for both states. */
const MAX_RESIDUES = 2 ** 20;

/** Symbols of all digits together. */
const MAX_SYMBOLS = 200_000;

/**
 * Counts a format's tokens whose whole text matches, exactly: with all literals and check characters. It follows beginnings together that have
 * come to the same states, and forgets those that cannot match. Null where that is too much work.
 */
export function countMatching(format: Format, language: Language, given: Matcher): bigint | null {
  const matcher = remembering(given);
  const checks = format.pattern.pieces
    .filter((piece) => piece.kind === "check")
    .map((check: Check) => ({ check, automaton: check.scheme.automaton(check.covers), values: valuesOf(check) }));
  const { allowed } = language;
  const begin: Situation = {
    matcher: matcher.start,
    state: allowed === null ? 0 : startState(allowed),
    residues: checks.map(({ automaton }) => automaton.start),
  };
  if (language.alphabets.reduce((sum, { symbols }) => sum + symbols.length, 0) > MAX_SYMBOLS) return null;
  const weights: number[] = [];
  let residues = 1;
  for (const { automaton } of checks) {
    weights.push(residues);
    residues *= automaton.states;
  }
  if (residues > MAX_RESIDUES) return null;
  const keyOf: KeyOf = (at) =>
    at.residues.reduce((key, residue, index) => key + residue * (weights[index] ?? 0), 0) +
    residues * (at.matcher * STATES + at.state);
  let counts: Counts = new Map([[keyOf(begin), { at: begin, count: 1n }]]);
  let steps = 0;
  let [digit, check] = [0, 0];
  for (const piece of format.pattern.pieces) {
    if (piece.kind === "literal") counts = textStep(counts, { matcher, keyOf }, () => piece.text);
    else if (piece.kind === "check") {
      const index = check++;
      counts = textStep(counts, { matcher, keyOf }, ({ residues }) =>
        checkTextOf(checks[index]?.automaton, piece, residues[index] ?? 0),
      );
    } else {
      for (const end = digit + piece.digits; digit < end; digit++) {
        steps += counts.size * piece.alphabet.symbols.length;
        if (steps > MAX_STEPS) return null;
        counts = digitStep(counts, { language, matcher, keyOf, checks, digit });
      }
    }
    if (counts.size > MAX_SITUATIONS) return null;
  }
  let sum = 0n;
  for (const { at, count } of counts.values())
    if (matcher.isMatch(at.matcher) && (allowed === null || countFrom(allowed, digit, at.state) > 0n)) sum += count;
  return sum;
}

type KeyOf = (at: Situation) => number;

/** An automaton has fewer. */
const STATES = 2 ** 16;

interface Step {
  readonly matcher: Matcher;
  readonly keyOf: KeyOf;
}

interface DigitStep extends Step {
  readonly language: Language;
  readonly checks: readonly {
    readonly check: Check;
    readonly automaton: CheckAutomaton;
    readonly values: ReadonlyMap<string, number>;
  }[];
  readonly digit: number;
}

function digitStep(counts: Counts, { language, matcher, keyOf, checks, digit }: DigitStep): Counts {
  const { allowed, alphabets } = language;
  const next = new Map<number, { at: Situation; count: bigint }>();
  for (const { at, count } of counts.values()) {
    for (const [value, symbol] of (alphabets[digit]?.symbols ?? []).entries()) {
      const matched = matcher.step(at.matcher, symbol);
      if (matched === -1) continue;
      const state = allowed === null ? 0 : stepTo(allowed, digit, at.state, value);
      if (allowed !== null && !goesOn(allowed, digit + 1, state)) continue;
      const residues = checks.map(({ check, automaton, values }, index) => {
        const residue = at.residues[index] ?? 0;
        return digit < check.covers ? automaton.next(residue, values.get(symbol) ?? 0) : residue;
      });
      merge(next, keyOf, { matcher: matched, state, residues }, count);
    }
  }
  return next;
}

function textStep(counts: Counts, { matcher, keyOf }: Step, textOf: (at: Situation) => string): Counts {
  const next = new Map<number, { at: Situation; count: bigint }>();
  for (const { at, count } of counts.values()) {
    let state = at.matcher;
    for (const character of textOf(at)) if (state !== -1) state = matcher.step(state, character);
    if (state !== -1) merge(next, keyOf, { ...at, matcher: state }, count);
  }
  return next;
}

function merge(
  counts: Map<number, { at: Situation; count: bigint }>,
  keyOf: KeyOf,
  at: Situation,
  count: bigint,
): void {
  const key = keyOf(at);
  const found = counts.get(key);
  if (found === undefined) counts.set(key, { at, count });
  else found.count += count;
}

/** Each step is asked for from many situations. */
function remembering(matcher: Matcher): Matcher {
  const known = new Map<string, number[]>();
  return {
    ...matcher,
    step: (state, character) => {
      const steps = known.get(character) ?? [];
      known.set(character, steps);
      return (steps[state] ??= matcher.step(state, character));
    },
  };
}

function checkTextOf(
  automaton: CheckAutomaton | undefined,
  { scheme }: Extract<Piece, { kind: "check" }>,
  residue: number,
): string {
  return (automaton?.check(residue) ?? []).map((value) => scheme.writes[value]).join("");
}

function valuesOf({ scheme }: Check): ReadonlyMap<string, number> {
  return new Map(scheme.reads.map((symbol, value) => [symbol, value]));
}
