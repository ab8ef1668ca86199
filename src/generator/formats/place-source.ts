import type { Language } from "../../format/language/language.ts";
import type { Ff1Columns } from "../ff1/ff1-columns.ts";
import { ff1Shape } from "../ff1/ff1-shape.ts";
import { ff1Source } from "../ff1/ff1-source.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import type { HalfColumn, TokenSource } from "../kernel/token-source.ts";
import { toWord32s } from "../kernel/word32s.ts";
import { SHUFFLE_LIMIT } from "../shuffle/shuffle.ts";
import { shuffleSource } from "../shuffle/shuffled-line.ts";
import { domainOf } from "./domain.ts";

/** A source of numbers below a language's capacity, and the radix that their halves are written in. */
export interface PlaceSource {
  readonly source: TokenSource;
  readonly radix: number;
  /** Whether the halves' digits are those of the words. */
  readonly isOwn: boolean;
}

/** The permutation of `placesReference()`, in the kernel. The name is the line's in this thread's caches. */
export function placeSource(
  line: { readonly name: string; readonly key: Uint8Array },
  language: Language,
  plan: KernelPlan,
): PlaceSource {
  const { name, key } = line;
  const { capacity } = language;
  const domain = domainOf(language);
  const { radix, isOwn } = domain;
  if (capacity <= SHUFFLE_LIMIT) {
    const source = shuffleSource({ name, key, size: Number(capacity) }, domain.digits, plan);
    return { source, radix, isOwn };
  }
  const shape = ff1Shape(radix, domain.digits);
  const source = ff1Source(key, shape, plan);
  return {
    source: capacity === shape.highBase * shape.lowBase ? source : walking(source, shape.lowBase, capacity, plan),
    radix,
    isOwn,
  };
}

/** Enciphers again whatever is not below the limit. */
function walking(cipher: Ff1Columns, lowBase: bigint, limit: bigint, plan: KernelPlan): TokenSource {
  const [high, low] = cipher.halves;
  const { stride } = high;
  const settled = cipher.halves.map((half): HalfColumn => ({ ...half, place: plan.column(stride) }));
  const [outHigh = high, outLow = low] = settled;
  const positions = plan.column(2);
  const words = (value: bigint) => toWord32s(value, stride / 4);
  const limits = plan.constant(
    new Uint8Array(Uint32Array.of(...words(limit / lowBase), ...words(limit % lowBase)).buffer),
  );
  const settle = (count: number, isFirst: boolean) =>
    kernel().settle(
      high.place.address,
      low.place.address,
      stride,
      outHigh.place.address,
      outLow.place.address,
      positions.address,
      count,
      isFirst,
      limits.address,
    );
  return {
    halves: [outHigh, outLow],
    fill: (first, count) => {
      cipher.fill(first, count);
      for (let left = settle(count, true); left > 0; left = settle(left, false)) cipher.again(left);
    },
  };
}
