/**
 * A check scheme for tokens of a certain number of digits, as an automaton: it reads the digits from the first to the last, and the state at
 * the end decides the check characters. As an automaton it can be multiplied with another one, such as that of forbidden words.
 */
export interface CheckAutomaton {
  /** States are 0 … `states` − 1. */
  readonly states: number;
  readonly start: number;
  /** The state after a digit of that value. */
  readonly next: (state: number, value: number) => number;
  /** The check characters, by their place in `writes`, for a token whose digits have led there. */
  readonly check: (state: number) => readonly number[];
}

/** A way of computing check characters from digits. */
export interface CheckScheme {
  /** As patterns write it. */
  readonly name: CheckName;
  /** The characters it can read, in the order of their values. */
  readonly reads: readonly string[];
  /** The characters it can write, in the order of their values. */
  readonly writes: readonly string[];
  /** Check characters at the end of a token. */
  readonly length: number;
  /** The automaton for that many digits: some schemes weigh a digit by its distance from the end. */
  automaton(digits: number): CheckAutomaton;
}

export const CHECK_NAMES = [
  "luhn",
  "luhn-mod-n",
  "mod11-2",
  "mod37-2",
  "mod97-10",
  "mod11-10",
  "mod27-26",
  "mod37-36",
  "damm",
  "verhoeff",
  "gs1",
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

export const DIGITS: readonly string[] = Array.from("0123456789");
export const LETTERS: readonly string[] = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
export const ALPHANUMERIC: readonly string[] = [...DIGITS, ...LETTERS];
