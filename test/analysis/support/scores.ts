import { bitLength } from "../../../src/analysis/fraction.ts";
import type { ScoreSource } from "../../../src/analysis/score-stream.ts";

/** What a batch's memory holds before and after its turn. */
const STALE = 0xdead_beef;

/** A source of scores below `capacity`, in batches of these sizes, round and round; their memory is the same and overwritten between them. */
export function sourceOf(scores: readonly bigint[], capacity: bigint, sizes: readonly number[] = [1_000]): ScoreSource {
  const word32s = Math.max(1, Math.ceil(bitLength(capacity - 1n) / 32));
  const words = new Uint32Array(Math.max(...sizes) * word32s);
  return function* batches() {
    for (let first = 0, turn = 0; first < scores.length; turn++) {
      const batch = scores.slice(first, first + (sizes[turn % sizes.length] ?? 1));
      words.fill(STALE);
      batch.forEach((score, at) => {
        for (let word = 0; word < word32s; word++)
          words[at * word32s + word] = Number((score >> BigInt(32 * word)) & 0xffff_ffffn);
      });
      yield { count: batch.length, word32s, scores: words };
      words.fill(STALE);
      first += batch.length;
    }
  };
}

export function deltasOf(scores: readonly bigint[]): bigint[] {
  return scores.slice(1).map((score, at) => score - (scores[at] ?? 0n));
}

/** Words that look random and depend on the seed alone: Marsaglia's xorshift32, "Xorshift RNGs" (2003). */
export function wordsFrom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e37_79b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** The numbers below `count`, in an order that the seed decides. */
export function shuffledNumbers(count: number, seed: number): bigint[] {
  const word = wordsFrom(seed);
  const numbers = Array.from({ length: count }, (_, at) => BigInt(at));
  for (let last = count - 1; last > 0; last--) {
    const other = word() % (last + 1);
    [numbers[last], numbers[other]] = [numbers[other] ?? 0n, numbers[last] ?? 0n];
  }
  return numbers;
}
