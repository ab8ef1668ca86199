import type { TokenSource } from "./batch.ts";
import { scoresOf } from "./shuffled.ts";

/** A shuffled line: each token is one limb, looked up in the line's table. */
export function shuffleSource(key: Uint8Array, size: number, digits: number): TokenSource {
  return {
    layout: [digits],
    bytes: 0, // the table is weighed where it is kept
    fill: (first, count, limbs) => {
      const start = Number(first);
      limbs[0]?.set(scoresOf(key, size).subarray(start, start + count));
    },
  };
}
