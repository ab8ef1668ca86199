import { kernel } from "./kernel.ts";
import type { KernelPlan } from "./kernel-plan.ts";
import { scoresOf, type ShuffledLine } from "./shuffled.ts";
import type { TokenSource } from "./token-source.ts";

/** A shuffled line: each token is one number, looked up in the line's table. */
export function shuffleSource(line: ShuffledLine, digits: number, plan: KernelPlan): TokenSource {
  const place = plan.column(4);
  return {
    halves: [{ digits, place, limbs: 1, stride: 4 }],
    fill: (first, count) => {
      const start = Number(first);
      new Uint32Array(kernel().bytes.buffer, place.address, count).set(scoresOf(line).subarray(start, start + count));
    },
  };
}
