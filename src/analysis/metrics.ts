import type { Column } from "./column.ts";
import { rootToDouble, rootToWhole, toDouble, toWhole } from "./fraction.ts";
import { HurstEstimator } from "./hurst.ts";
import { type Bounds, MedianSearch } from "./median.ts";
import { Moments } from "./moments.ts";
import { columnsOf, type ScoreSource } from "./score-stream.ts";

/** Computed exactly and rounded once; null beyond double's range. */
export interface Metrics {
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly mean: number | null;
  readonly median: number | null;
  /** Of a sample: its divisor is one less than the count. */
  readonly variance: number | null;
  readonly deviation: number | null;
  readonly hurst: number;
  /** The exact values' nearest whole numbers, halves away from zero. */
  readonly whole: { readonly mean: bigint; readonly median: bigint; readonly deviation: bigint };
}

/** What is measured. */
export interface Part {
  /** Tokens: 100 at least. */
  readonly count: bigint;
  /** All scores are below it: the tokens of the line's whole space. */
  readonly capacity: bigint;
  /** Hears after every few thousand tokens which pass over the part it is, from 1, and how many of its tokens are done. There are two passes as a rule, and always one or more. */
  readonly onProgress?: (pass: number, tokens: number) => void;
}

/** Deltas are the differences of a score and the one before: one fewer than the scores. */
export interface PartMetrics {
  readonly score: Metrics;
  readonly delta: Metrics;
}

export const MIN_TOKENS = 100n;

/**
 * Measures the scores of a part, and their deltas, in several passes over them; memory does not grow with their number.
 *
 * @throws {RangeError} For fewer than 100 tokens.
 * @throws {Error} When a pass gives other tokens than it should.
 */
export function metricsOf(source: ScoreSource, { count, capacity, onProgress }: Part): PartMetrics {
  if (count < MIN_TOKENS) throw new RangeError(`Metrics need at least ${MIN_TOKENS} tokens, but got ${count}.`);
  const tokens = Number(count);
  const score = new Study(tokens, { min: 0n, max: capacity - 1n });
  const delta = new Study(tokens - 1, { min: 1n - capacity, max: capacity - 1n });
  for (let pass = 1; !score.isDone || !delta.isDone; pass++) {
    let done = 0;
    for (const { scores, deltas } of columnsOf(source, capacity)) {
      score.take(scores);
      delta.take(deltas);
      done += scores.count;
      onProgress?.(pass, done);
    }
    if (done !== tokens) throw new Error(`A pass over ${tokens} tokens has given ${done}.`);
    score.endPass();
    delta.endPass();
  }
  return { score: score.metrics(), delta: delta.metrics() };
}

/** One series: all but its median is known after the first pass. */
class Study {
  private readonly moments = new Moments();
  private readonly hurst = new HurstEstimator();
  private readonly median: MedianSearch;
  private isFirstPass = true;

  constructor(count: number, bounds: Bounds) {
    this.median = new MedianSearch(count, bounds);
  }

  get isDone(): boolean {
    return this.median.isDone;
  }

  take(column: Column): void {
    this.median.take(column);
    if (!this.isFirstPass) return;
    this.moments.take(column);
    this.hurst.take(column);
  }

  endPass(): void {
    this.isFirstPass = false;
    this.median.endPass();
  }

  metrics(): Metrics {
    const { minimum, maximum } = this.moments.totals;
    const mean = this.moments.mean();
    const variance = this.moments.variance();
    const median = this.median.median();
    return {
      minimum,
      maximum,
      mean: toDouble(mean),
      median: toDouble(median),
      variance: toDouble(variance),
      deviation: rootToDouble(variance),
      hurst: this.hurst.hurst(),
      whole: { mean: toWhole(mean), median: toWhole(median), deviation: rootToWhole(variance) },
    };
  }
}
