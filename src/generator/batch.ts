/** How many tokens are computed together at most: enough to share a call of the cipher, few enough for the processor's cache. */
export const BATCH_TOKENS = 1_024;

/** The numerals of a batch of tokens: `limbs[l][t]` is limb `l` of token `t`, a whole number below 2^48. */
export type Limbs = readonly Float64Array[];

/** Computes tokens as numbers; how they are written is no concern of a source. */
export interface TokenSource {
  /** Digits of each limb of a token, most significant limb first. */
  readonly layout: readonly number[];
  /** Memory that the source holds on to, roughly. */
  readonly bytes: number;
  /** Computes the tokens `first` … `first + count − 1` into `limbs`; `count` is at most `BATCH_TOKENS`, the range within the line. */
  fill(first: bigint, count: number, limbs: Limbs): void;
}

/** Room for a batch of tokens of that layout. */
export function limbsFor(layout: readonly number[]): Limbs {
  return layout.map(() => new Float64Array(BATCH_TOKENS));
}
