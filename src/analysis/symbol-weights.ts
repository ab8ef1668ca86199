import { type AllowedWords, startState, toColumn } from "../format/language/allowed-words.ts";
import type { Language } from "../format/language/language.ts";

/** How often the symbols of one digit come among all tokens that a line can write. */
export interface SymbolWeights {
  /** Symbols, 2 to 65,536. */
  readonly radix: number;
  /** How often each symbol comes, in a unit of the digit's own: exact counts below 2^53 tokens. Null where all come equally often. */
  readonly weights: Float64Array | null;
}

/** Sums are scaled down from here on, long before they leave a double's range. */
const LARGE = 2 ** 400;

/** The weights at each digit of a language. Digits whose symbols come alike may have the same object. */
export function symbolWeights({ alphabets, allowed }: Language): SymbolWeights[] {
  if (allowed !== null) return allowedWeights(allowed);
  const known = new Map(
    [...new Set(alphabets)].map((alphabet) => [alphabet, { radix: alphabet.symbols.length, weights: null }]),
  );
  return alphabets.map((alphabet) => known.get(alphabet) ?? { radix: alphabet.symbols.length, weights: null });
}

/**
 * A symbol is followed by as many words as there are ways to the states before it, each times the ways on behind it. All are sums of products
 * of counts, exact below 2^53 words; beyond, no step loses more than a rounding, as nothing is subtracted.
 */
function allowedWeights(words: AllowedWords): SymbolWeights[] {
  const { dfa, tables } = words;
  let ways = new Float64Array(dfa.states);
  ways[startState(words)] = 1;
  return tables.map(({ alphabet, classes }, at) => {
    const { reached, behind } = step(words, at, ways);
    const largest = reached.reduce((most, each) => Math.max(most, each), 0);
    ways = largest > LARGE ? reached.map((each) => each / LARGE) : reached;
    return {
      radix: alphabet.symbols.length,
      weights: Float64Array.from(classes, (symbolClass) => behind[symbolClass] ?? 0),
    };
  });
}

/** The ways to each state after the `at`-th digit, and the words with a symbol of each class there; both in units of their own. */
function step(
  words: AllowedWords,
  at: number,
  ways: Float64Array,
): { reached: Float64Array<ArrayBuffer>; behind: Float64Array } {
  const { dfa, tables, checks } = words;
  const { sizes = new Uint32Array() } = tables[at] ?? {};
  const used = Array.from(sizes.keys()).filter((each) => sizes[each] !== 0);
  const read = checks[at + 1];
  const on = toColumn(words, at + 1);
  const reached = new Float64Array(dfa.states);
  const behind = new Float64Array(dfa.classes);
  for (const [state, here] of ways.entries()) {
    if (here === 0) continue;
    for (const each of used) {
      const next = dfa.next[state * dfa.classes + each] ?? 0;
      const to = read === null || read === undefined ? next : (read[next] ?? 0);
      behind[each] = (behind[each] ?? 0) + here * (on[to] ?? 0);
      if (on[to] !== 0) reached[to] = (reached[to] ?? 0) + here * (sizes[each] ?? 0);
    }
  }
  return { reached, behind };
}
