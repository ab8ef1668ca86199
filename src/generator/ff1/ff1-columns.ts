import type { HalfColumn, TokenSource } from "../kernel/token-source.ts";

/** A source that enciphers halves where they stand. */
export interface Ff1Columns extends TokenSource {
  /** Two columns of the same stride. */
  readonly halves: readonly [high: HalfColumn, low: HalfColumn];
  /** Enciphers the first `count` halves that stand in the columns, instead of those of consecutive indexes. */
  again(count: number): void;
}
