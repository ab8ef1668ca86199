import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import type { HalfColumn, Halves } from "../kernel/token-source.ts";
import { word32Count, toWord32s } from "../kernel/word32s.ts";

/** A column of scores: the 32-bit words of each lie side by side, least significant first. */
export interface ScoreColumn {
  readonly place: Place;
  /** 32-bit words of a score: as few as hold the line's largest. */
  readonly word32s: number;
  /** Joins the halves of a batch to scores. */
  join(count: number): void;
}

/** A column for scores. A score is a token's halves read as one number, so no text is needed to know it; none is above `largest`. */
export function scoreColumn(
  radix: number,
  halves: Halves,
  plan: KernelPlan,
  largest = largestOf(radix, halves),
): ScoreColumn {
  const word32s = word32Count(largest);
  const [high, low] = halves;
  if (low === undefined)
    return {
      place: high.place,
      word32s,
      join: () => {
        /* it is the score */
      },
    };
  const place = plan.column(4 * word32s);
  return { place, word32s, join: joiner({ high, low, place, word32s }, BigInt(radix) ** BigInt(low.digits), plan) };
}

/** The largest number that the halves' digits can write. */
function largestOf(radix: number, halves: Halves): bigint {
  return BigInt(radix) ** BigInt(halves.reduce((sum, half) => sum + half.digits, 0)) - 1n;
}

interface Join {
  readonly high: HalfColumn;
  readonly low: HalfColumn;
  readonly place: Place;
  readonly word32s: number;
}

function joiner({ high, low, place, word32s }: Join, lowBase: bigint, plan: KernelPlan): ScoreColumn["join"] {
  if (high.stride === 4) {
    return (count) => {
      kernel().joinShort(high.place.address, low.place.address, place.address, word32s, count, Number(lowBase));
    };
  }
  const baseWord32s = word32Count(lowBase);
  const base = plan.constant(new Uint8Array(toWord32s(lowBase, baseWord32s).buffer));
  const joining = plan.constant(
    new Uint8Array(Uint32Array.of(high.stride, high.word32s, low.word32s, word32s, baseWord32s, base.address).buffer),
  );
  return (count) => {
    kernel().joinWide(high.place.address, low.place.address, place.address, count, joining.address);
  };
}
