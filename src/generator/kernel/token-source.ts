import type { Place } from "./kernel-plan.ts";

/** A column of the batch: some digits of each token as one number, in the kernel's memory. */
export interface HalfColumn {
  readonly digits: number;
  readonly place: Place;
  /** Bytes from one token's cell to the next: 4 or 8 for a word of 32 or 64 bits, or a multiple of 16. */
  readonly stride: number;
  /** 32-bit words of the number, which lie least significant first. */
  readonly word32s: number;
}

/** All digits of each token of a batch, the most significant first: in one column where tokens are not halved, else in two. */
export type Halves = readonly [high: HalfColumn, ...low: HalfColumn[]];

/** Computes tokens as numbers. How they are written is a writer's business. */
export interface TokenSource {
  readonly halves: Halves;
  /** Computes the tokens `first` … `first + count − 1`; `count` is at most a batch, and the range lies within the line. */
  fill(first: bigint, count: number): void;
}
