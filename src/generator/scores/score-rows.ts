import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import type { HalfColumn } from "../kernel/token-source.ts";
import { limbsOf, wordsOf } from "../kernel/word32.ts";

/** Scores of a batch in the kernel's memory: 32-bit words side by side, least significant first. */
export interface ScoreRows {
  readonly place: Place;
  /** Words of a score: the least that hold the line's last one. */
  readonly limbs: number;
  /** Joins the halves of a batch. */
  join(count: number): void;
}

/** A score is its halves read as one number, so nothing is written to know it. */
export function scoreRows(radix: number, halves: readonly HalfColumn[], plan: KernelPlan): ScoreRows {
  const limbs = limbsOf(BigInt(radix) ** BigInt(halves.reduce((sum, half) => sum + half.digits, 0)) - 1n);
  const [high, low] = halves;
  if (high === undefined) throw new RangeError("A token has a half at least.");
  if (low === undefined)
    return {
      place: high.place,
      limbs,
      join: () => {
        /* it is the score */
      },
    };
  const place = plan.column(4 * limbs);
  return { place, limbs, join: joiner({ high, low, place, limbs }, BigInt(radix) ** BigInt(low.digits), plan) };
}

interface Join {
  readonly high: HalfColumn;
  readonly low: HalfColumn;
  readonly place: Place;
  readonly limbs: number;
}

function joiner({ high, low, place, limbs }: Join, lowBase: bigint, plan: KernelPlan): ScoreRows["join"] {
  if (high.stride === 4) {
    return (count) => {
      kernel().joinWords(high.place.address, low.place.address, place.address, limbs, count, Number(lowBase));
    };
  }
  const baseLimbs = limbsOf(lowBase);
  const base = plan.constant(new Uint8Array(wordsOf(lowBase, baseLimbs).buffer));
  const joining = plan.constant(
    new Uint8Array(Uint32Array.of(high.stride, high.limbs, low.limbs, limbs, baseLimbs, base.address).buffer),
  );
  return (count) => {
    kernel().joinLimbs(high.place.address, low.place.address, place.address, count, joining.address);
  };
}
