import type { KernelPlan } from "./kernel/kernel-plan.ts";
import { cacheName } from "./line/line-caches.ts";
import type { GeneratorLine } from "./line/line.ts";
import { ff1Shape } from "./ff1/ff1-shape.ts";
import { ff1Long, fitsLong } from "./ff1/ff1-long.ts";
import { ff1Short, fitsShort } from "./ff1/ff1-short.ts";
import { ff1Wide } from "./ff1/ff1-wide.ts";
import type { TokenSource } from "./kernel/token-source.ts";
import { SHUFFLE_LIMIT } from "./shuffle/shuffle.ts";
import { shuffleSource } from "./shuffle/shuffled-line.ts";

/** The fastest source of the tokens of a line; which one computes them never shows in the tokens. */
export function chooseSource(line: GeneratorLine, radix: number, plan: KernelPlan): TokenSource {
  const { key, digits } = line;
  const size = BigInt(radix) ** BigInt(digits);
  if (size <= SHUFFLE_LIMIT) return shuffleSource({ name: cacheName(line), key, size: Number(size) }, digits, plan);
  const shape = ff1Shape(radix, digits);
  if (fitsShort(shape)) return ff1Short(key, shape, plan);
  if (fitsLong(shape)) return ff1Long(key, shape, plan);
  return ff1Wide(key, shape, plan);
}
