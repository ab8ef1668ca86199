import type { KernelPlan, Place } from "./kernel-plan.ts";
import { cacheName } from "./line-caches.ts";
import type { GeneratorLine } from "./line.ts";
import { ff1Shape } from "./ff1-shape.ts";
import { ff1Long, fitsLong } from "./ff1-long.ts";
import { ff1Short, fitsShort } from "./ff1-short.ts";
import { ff1Wide } from "./ff1-wide.ts";
import { SHUFFLE_LIMIT } from "./shuffle.ts";
import { shuffleSource } from "./shuffle-source.ts";

/** Some digits of every token of a batch as one number each, in the kernel's memory. */
export interface HalfColumn {
  readonly digits: number;
  readonly place: Place;
  /** Bytes from one token's to the next: 4 or 8, a word of 32 or 64 bits, or a multiple of 16. */
  readonly stride: number;
  /** Words of 32 bits that the number has, least significant first. */
  readonly limbs: number;
}

/** Computes tokens as numbers; how they are written is no concern of a source. */
export interface TokenSource {
  /** One or two, most significant first. */
  readonly halves: readonly HalfColumn[];
  /** Computes the tokens `first` … `first + count − 1`; `count` is at most a batch, the range within the line. */
  fill(first: bigint, count: number): void;
}

/** The fastest source of the tokens of a line; which one computes them never shows in the tokens. */
export function tokenSource(line: GeneratorLine, radix: number, plan: KernelPlan): TokenSource {
  const { key, digits } = line;
  const size = BigInt(radix) ** BigInt(digits);
  if (size <= SHUFFLE_LIMIT) return shuffleSource({ name: cacheName(line), key, size: Number(size) }, digits, plan);
  const shape = ff1Shape(radix, digits);
  if (fitsShort(shape)) return ff1Short(key, shape, plan);
  if (fitsLong(shape)) return ff1Long(key, shape, plan);
  return ff1Wide(key, shape, plan);
}
