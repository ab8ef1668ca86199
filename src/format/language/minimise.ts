import { DEAD, type Dfa } from "./dfa.ts";

/**
 * The smallest automaton of the same language: E. F. Moore's refinement. States are in one block while they agree in what they accept; blocks
 * are split until all states of a block lead to the same blocks. States that allow nothing end up with the dead one.
 */
export function minimise(dfa: Dfa): Dfa {
  const { states, classes, next } = dfa;
  let blocks = Uint32Array.from(dfa.accepts);
  let count = new Set(blocks).size;
  for (;;) {
    const refined = split(dfa, blocks);
    if (refined.count === count) break;
    ({ blocks, count } = refined);
  }
  // Numbered anew: the dead block is 0.
  const dead = blocks[DEAD] ?? 0;
  const number = (block: number) => (block === dead ? 0 : block < dead ? block + 1 : block);
  const merged = { next: new Uint16Array(count * classes), accepts: new Uint8Array(count) };
  for (let state = 0; state < states; state++) {
    const to = number(blocks[state] ?? 0);
    merged.accepts[to] = dfa.accepts[state] ?? 0;
    for (let at = 0; at < classes; at++)
      merged.next[to * classes + at] = number(blocks[next[state * classes + at] ?? 0] ?? 0);
  }
  return { states: count, classes, start: number(blocks[dfa.start] ?? 0), ...merged };
}

/** Splits blocks by where their states lead. States are found by a hash of their row, and compared in full. */
function split(
  { states, classes, next }: Dfa,
  blocks: Uint32Array,
): { blocks: Uint32Array<ArrayBuffer>; count: number } {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * states + 2))).fill(-1);
  const mask = slots.length - 1;
  const first: number[] = []; // a state of each new block
  const refined = new Uint32Array(states);
  const isSame = (a: number, b: number) => {
    if (blocks[a] !== blocks[b]) return false;
    for (let at = 0; at < classes; at++)
      if (blocks[next[a * classes + at] ?? 0] !== blocks[next[b * classes + at] ?? 0]) return false;
    return true;
  };
  for (let state = 0; state < states; state++) {
    let hash = blocks[state] ?? 0;
    for (let at = state * classes, end = at + classes; at < end; at++)
      hash = (Math.imul(hash, 0x9e37_79b1) ^ (blocks[next[at] ?? 0] ?? 0)) >>> 0;
    hash = (hash ^ (hash >>> 15)) >>> 0;
    let slot = hash & mask;
    while (slots[slot] !== -1 && !isSame(first[slots[slot] ?? 0] ?? 0, state)) slot = (slot + 1) & mask;
    if (slots[slot] === -1) {
      slots[slot] = first.length;
      first.push(state);
    }
    refined[state] = slots[slot] ?? 0;
  }
  return { blocks: refined, count: first.length };
}
