import type { Place } from "./kernel-plan.ts";

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
