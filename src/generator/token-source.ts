import type { TokenSource } from "./batch.ts";
import { ff1Kernel, KERNEL_LIMIT } from "./ff1-kernel.ts";
import { ff1Wide } from "./ff1-wide.ts";
import { SHUFFLE_LIMIT } from "./shuffle.ts";
import { shuffleSource } from "./shuffle-source.ts";

/** The fastest source of the tokens of a line; which one computes them never shows in the tokens. */
export function tokenSource(key: Uint8Array, radix: number, digits: number): TokenSource {
  const size = BigInt(radix) ** BigInt(digits);
  if (size <= SHUFFLE_LIMIT) return shuffleSource(key, Number(size), digits);
  if (size < KERNEL_LIMIT) return ff1Kernel(key, radix, digits);
  return ff1Wide(key, radix, digits);
}
