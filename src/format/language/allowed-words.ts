import type { Alphabet } from "../../alphabet/alphabet.ts";
import { ServiceError } from "../../errors.ts";
import { checksOf, digitAlphabets, type Pattern } from "../pattern/pattern.ts";
import { checkProduct } from "./check-product.ts";
import { type Dfa, refuseTables } from "./dfa.ts";
import { symbolClasses } from "./symbol-classes.ts";
import type { Without } from "./without.ts";
import { withoutDfa } from "./without-dfa.ts";

/** How many bits one word of a count has. */
const BITS = 32;

/** One alphabet of a pattern, as its digits lead from state to state. */
export interface DigitTable {
  readonly alphabet: Alphabet;
  /** The class of each value. */
  readonly classes: Uint16Array;
  /** How many values each class has. */
  readonly sizes: Uint32Array;
}

/** The words of a format, that is the digits of its tokens, which are allowed; counted. */
export interface AllowedWords {
  readonly dfa: Dfa;
  /** The table of each digit. */
  readonly tables: readonly DigitTable[];
  /** Before the first digit and after each one, the state that reading the checks there leads to; null where no check stands there. */
  readonly checks: readonly (Uint16Array | null)[];
  /** 32-bit words of a count, an even number. */
  readonly word32s: number;
  /**
   * How many ways there are to go on: `word32s` words, the least significant first, for each number of digits read and each state after the
   * checks there.
   */
  readonly counts: Uint32Array<ArrayBuffer>;
}

/**
 * Compiles what is forbidden, and counts what is left.
 *
 * @throws {ServiceError} `FORMAT_TOO_LARGE` before states or tables get too many, `FORMAT_EMPTY` when no word is left.
 */
export function allowedWords(pattern: Pattern, without: Without): AllowedWords {
  const symbols = symbolClasses(pattern, without);
  const dfa = checkProduct(withoutDfa(symbols.classes, without), pattern, symbols);
  const alphabets = digitAlphabets(pattern);
  const word32s =
    2 * Math.ceil(alphabets.reduce((bits, { symbols }) => bits + Math.log2(symbols.length), 1) / BITS / 2);
  refuseTables(tableBytes(dfa, alphabets, word32s));
  const byChars = new Map<string, DigitTable>();
  const tables = alphabets.map((alphabet) => {
    const table = byChars.get(alphabet.chars) ?? digitTable(alphabet, dfa.classes, symbols.classOf);
    byChars.set(alphabet.chars, table);
    return table;
  });
  const checks = checkSteps(pattern, dfa);
  const counts = countWords({ dfa, tables, checks, word32s });
  const words = { dfa, tables, checks, word32s, counts };
  if (countFrom(words, 0, startState(words)) === 0n)
    throw new ServiceError(
      "FORMAT_EMPTY",
      "No token is left: every one has a forbidden word or run, or lacks a letter or digit.",
      "without",
    );
  return words;
}

/** Bytes of the tables that `allowedWords()` makes. */
export function tableBytes(
  { states, classes }: Pick<Dfa, "states" | "classes">,
  alphabets: readonly Alphabet[],
  word32s: number,
): number {
  const symbols = [...new Set(alphabets)].reduce((sum, alphabet) => sum + alphabet.symbols.length, 0);
  return 2 * states * classes + 4 * word32s * states * (alphabets.length + 1) + 2 * symbols;
}

/** The state before the first digit. */
export function startState({ dfa, checks }: AllowedWords): number {
  return checks[0]?.[dfa.start] ?? dfa.start;
}

/** The state after one more digit, the `at`-th counted from 0. */
export function stepTo(
  { dfa, tables, checks }: Omit<AllowedWords, "counts">,
  at: number,
  state: number,
  value: number,
): number {
  const to = dfa.next[state * dfa.classes + (tables[at]?.classes[value] ?? 0)] ?? 0;
  const read = checks[at + 1];
  return read === null || read === undefined ? to : (read[to] ?? 0);
}

/** How many words go on from a state after so many digits. */
export function countFrom({ dfa, word32s, counts }: AllowedWords, digits: number, state: number): bigint {
  let count = 0n;
  const start = (digits * dfa.states + state) * word32s;
  for (let at = start + word32s - 1; at >= start; at--) count = (count << 32n) | BigInt(counts[at] ?? 0);
  return count;
}

/** Whether any word goes on from a state after so many digits. */
export function goesOn({ dfa, word32s, counts }: AllowedWords, digits: number, state: number): boolean {
  const start = (digits * dfa.states + state) * word32s;
  for (let at = start; at < start + word32s; at++) if (counts[at] !== 0) return true;
  return false;
}

/** Words of 32 bits that a double takes without leaving its range, products with others of their kind neither. */
const COLUMN_WORDS = 14;

/** How many words go on from each state after so many digits, in a unit of their own: 1, unless that would leave the range of doubles. */
export function toColumn({ dfa, word32s, counts }: AllowedWords, digits: number): Float64Array {
  const layer = counts.subarray(digits * dfa.states * word32s, (digits + 1) * dfa.states * word32s);
  let used = 1;
  for (const [at, word] of layer.entries()) if (word !== 0) used = Math.max(used, (at % word32s) + 1);
  const lowest = Math.max(0, used - COLUMN_WORDS);
  return Float64Array.from({ length: dfa.states }, (_, state) => {
    let count = 0;
    for (let word = used - 1; word >= lowest; word--) count = count * 2 ** 32 + (layer[state * word32s + word] ?? 0);
    return count;
  });
}

function digitTable(alphabet: Alphabet, classes: number, classOf: (symbol: string) => number): DigitTable {
  const found = Uint16Array.from(alphabet.symbols, classOf);
  const sizes = new Uint32Array(classes);
  for (const each of found) sizes[each] = (sizes[each] ?? 0) + 1;
  return { alphabet, classes: found, sizes };
}

/** Several checks between the same digits are one step. */
function checkSteps(pattern: Pattern, dfa: Dfa): (Uint16Array | null)[] {
  const steps = new Array<Uint16Array | null>(pattern.digits + 1).fill(null);
  const checks = checksOf(pattern);
  for (const [index, { covers }] of checks.entries()) {
    const symbolClass = dfa.classes - checks.length + index;
    const before = steps[covers] ?? Uint16Array.from({ length: dfa.states }, (_, state) => state);
    steps[covers] = before.map((state) => dfa.next[state * dfa.classes + symbolClass] ?? 0);
  }
  return steps;
}

/**
 * Counts from the last digit to the first. Most states lead where the start leads, but for a few classes: so what follows the start is summed
 * up once for each digit, and for a state only the differences. Each 32-bit word of a sum is added up in a double: fewer than 2^17 words times
 * sizes below 2^17 leave it exact, and so do their differences.
 */
export function countWords(words: Omit<AllowedWords, "counts">): Uint32Array<ArrayBuffer> {
  const { dfa, tables, checks, word32s } = words;
  const { states, start } = dfa;
  const differences = differencesFrom(dfa);
  const layer = states * word32s;
  const counts = new Uint32Array((tables.length + 1) * layer);
  for (let state = 0; state < states; state++)
    counts[tables.length * layer + state * word32s] = dfa.accepts[state] ?? 0;
  for (let at = tables.length - 1; at >= 0; at--) {
    const sizes = tables[at]?.sizes ?? new Uint32Array();
    const on = { counts, word32s, from: (at + 1) * layer, read: checks[at + 1] ?? null };
    const common = new Float64Array(word32s);
    for (const [each, size] of sizes.entries()) addTimes(common, size, stateAfter(dfa, start, each), on);
    const sums = new Float64Array(word32s);
    for (let state = 1; state < states; state++) {
      sums.set(common);
      for (let place = differences.begins[state] ?? 0; place < (differences.begins[state + 1] ?? 0); place++) {
        const each = differences.classes[place] ?? 0;
        const size = sizes[each] ?? 0;
        if (size === 0) continue;
        addTimes(sums, size, stateAfter(dfa, state, each), on);
        addTimes(sums, -size, stateAfter(dfa, start, each), on);
      }
      carry(sums, counts, at * layer + state * word32s);
    }
  }
  return counts;
}

/** The classes by which each state leads elsewhere than the start does, all of them behind one another. */
function differencesFrom(dfa: Dfa): { readonly begins: Uint32Array; readonly classes: readonly number[] } {
  const begins = new Uint32Array(dfa.states + 1);
  const classes: number[] = [];
  for (let state = 0; state < dfa.states; state++) {
    for (let each = 0; each < dfa.classes; each++)
      if (stateAfter(dfa, state, each) !== stateAfter(dfa, dfa.start, each)) classes.push(each);
    begins[state + 1] = classes.length;
  }
  return { begins, classes };
}

function stateAfter({ next, classes }: Dfa, state: number, symbolClass: number): number {
  return next[state * classes + symbolClass] ?? 0;
}

/** Where the counts of the next digit stand, and how the checks before it are read. */
interface NextLayer {
  readonly counts: Uint32Array;
  readonly word32s: number;
  readonly from: number;
  readonly read: Uint16Array | null;
}

function addTimes(sums: Float64Array, times: number, to: number, { counts, word32s, from, read }: NextLayer): void {
  const state = read === null ? to : (read[to] ?? 0);
  if (state === 0) return;
  const start = from + state * word32s;
  for (let word = 0; word < word32s; word++) sums[word] = (sums[word] ?? 0) + times * (counts[start + word] ?? 0);
}

function carry(sums: Float64Array, counts: Uint32Array, at: number): void {
  let carried = 0;
  for (let word = 0; word < sums.length; word++) {
    const total = (sums[word] ?? 0) + carried;
    carried = Math.floor(total / 2 ** 32);
    counts[at + word] = total - carried * 2 ** 32;
  }
}
