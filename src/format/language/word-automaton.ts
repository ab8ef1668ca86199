import { MAX_STATES, refuseTables, tooManyStates } from "./dfa.ts";

/** Follows a text and says where it has come to one of some words; classes of characters take the place of characters. */
export interface WordAutomaton {
  readonly start: number;
  readonly states: number;
  /** The state after a character of that class; −1 where a word ends. */
  step(state: number, symbolClass: number): number;
}

/**
 * The automaton of A. V. Aho and M. J. Corasick, "Efficient string matching", Communications of the ACM 18 (1975): a state is the longest
 * beginning of a word that the text ends with.
 *
 * A character may be read as several letters. Then a state is the set of all beginnings that some reading of the text ends with.
 *
 * @param readings What the characters of each class are read as.
 */
export function wordAutomaton(words: readonly string[], readings: readonly (readonly string[])[]): WordAutomaton {
  const letters = new Map<string, number>();
  for (const word of words) for (const letter of word) if (!letters.has(letter)) letters.set(letter, letters.size + 1);
  const trie = new Trie(words, letters);
  const read = readings.map((each) => [...new Set(each.map((letter) => letters.get(letter) ?? 0))]);
  if (read.every(({ length }) => length === 1)) {
    const only = read.map(([letter = 0]) => letter);
    return { start: 0, states: trie.states, step: (state, symbolClass) => trie.step(state, only[symbolClass] ?? 0) };
  }
  return setAutomaton(trie, read);
}

class Trie {
  readonly states: number;
  /** A row for each state, a cell for each letter; letter 0 is any other. */
  private readonly table: Int32Array;
  private readonly width: number;
  private readonly suffixes: Int32Array;

  constructor(words: readonly string[], letters: ReadonlyMap<string, number>) {
    const width = letters.size + 1;
    const children = new Map<number, number>();
    const ends = new Set<number>();
    let states = 1;
    for (const word of words) {
      let state = 0;
      for (const letter of word) {
        const at = state * width + (letters.get(letter) ?? 0);
        const child = children.get(at) ?? states++;
        children.set(at, child);
        state = child;
      }
      ends.add(state);
    }
    if (states > MAX_STATES) throw tooManyStates(String(states));
    refuseTables(4 * states * width);
    this.width = width;
    this.states = states;
    this.table = new Int32Array(states * width).fill(-1);
    for (const [at, child] of children) this.table[at] = child;
    this.suffixes = this.link(ends);
  }

  step(state: number, letter: number): number {
    return this.table[state * this.width + letter] ?? 0;
  }

  /** Whether what one state stands for ends with what the other stands for. */
  isSuffix(shorter: number, longer: number): boolean {
    for (let state = longer; ; state = this.suffixes[state] ?? 0) {
      if (state === shorter) return true;
      if (state === 0) return false;
    }
  }

  /** Fills the missing cells, breadth first, by the state of the longest suffix; a word's end is −1, wherever it is reached. */
  private link(ends: ReadonlySet<number>): Int32Array {
    const { table, width } = this;
    const suffixes = new Int32Array(this.states);
    const isEnd = Uint8Array.from({ length: this.states }, (_, state) => Number(ends.has(state)));
    const queue = [0];
    for (const state of queue) {
      for (let letter = 0; letter < width; letter++) {
        const at = state * width + letter;
        const fallen = state === 0 ? 0 : (table[(suffixes[state] ?? 0) * width + letter] ?? 0);
        const child = table[at] ?? -1;
        if (child === -1) table[at] = fallen;
        else {
          suffixes[child] = fallen;
          if (isEnd[fallen] === 1) isEnd[child] = 1;
          queue.push(child);
        }
      }
    }
    for (const [at, to] of table.entries()) if (isEnd[to] === 1) table[at] = -1;
    return suffixes;
  }
}

/** States are sets of a trie's states, none of which is a suffix of another in the set. */
function setAutomaton(trie: Trie, read: readonly (readonly number[])[]): WordAutomaton {
  const numbers = new Map<string, number>([["0", 0]]);
  const sets: number[][] = [[0]];
  return {
    start: 0,
    states: trie.states,
    step: (state, symbolClass) => {
      const reached = new Set<number>();
      for (const from of sets[state] ?? [])
        for (const letter of read[symbolClass] ?? []) {
          const to = trie.step(from, letter);
          if (to === -1) return -1;
          reached.add(to);
        }
      const all = [...reached].sort((a, b) => a - b);
      const set = all.filter((each) => !all.some((other) => other !== each && trie.isSuffix(each, other)));
      const key = set.join();
      const number = numbers.get(key) ?? sets.length;
      if (number === sets.length) {
        numbers.set(key, number);
        sets.push(set);
      }
      return number;
    },
  };
}
