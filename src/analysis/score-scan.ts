import type { ScoreBatch } from "../generator/score-batch.ts";
import { GapCounter } from "./gap-test.ts";
import { Bins, LEADING_WORD32S } from "./histogram.ts";
import { Envelope, Picks } from "./plot-points.ts";
import { RunCounter } from "./runs-test.ts";
import type { Sample } from "./sample.ts";
import { SerialSums } from "./serial-correlation-test.ts";

/**
 * What one pass over the scores of a sample gathers. Bins, visits and runs are exact. The rest is computed from plain numbers: the score's difference
 * to the first one, out of the leading 96 bits, rounded once or twice to 53 significant bits.
 */
export class ScoreScan {
  readonly bins: Bins;
  /** Visits to the bins below the middle one. */
  readonly gaps = new GapCounter();
  readonly runs = new RunCounter();
  readonly sums = new SerialSums();
  /** Scores as parts of the capacity: 0 or more, and below 1. */
  readonly scores: Picks;
  /** What each score but the last lacks to the next, as a part of the capacity. */
  readonly deltas: Picks;
  /** The sum of the scores up to each, every one less the mean of all N and in units of their standard deviation, √((N² − 1)/12). */
  readonly walk: Envelope;
  private readonly count: number;
  private readonly first: Uint32Array;
  private readonly previous: Uint32Array;
  private readonly deviation: number;
  private origin = 0;
  private difference = 0;
  private walked = 0;

  constructor({ capacity, count }: Sample) {
    this.bins = new Bins(capacity);
    this.scores = new Picks(count);
    this.deltas = new Picks(count - 1);
    this.walk = new Envelope(count);
    this.count = count;
    this.first = new Uint32Array(this.bins.word32s);
    this.previous = new Uint32Array(this.bins.word32s);
    this.deviation = Math.sqrt((1 - this.bins.leadingCapacity ** -2) / 12);
  }

  /** @throws {RangeError} When the batches are not of the sample: other lengths of scores, scores beyond the capacity, or another count. */
  run(batches: Iterable<ScoreBatch>): void {
    const { word32s } = this.bins;
    for (const batch of batches) {
      if (batch.word32s !== word32s)
        throw new RangeError(`Scores have ${word32s} words of 32 bits, but got ${batch.word32s}.`);
      for (let token = 0; token < batch.count; token++) this.add(batch.scores, token * word32s);
    }
    if (this.sums.count !== this.count)
      throw new RangeError(`The sample has ${this.count} tokens, but got the scores of ${this.sums.count}.`);
    this.gaps.endGap();
    this.walk.end();
  }

  private add(words: Uint32Array, at: number): void {
    const isFirst = this.sums.count === 0;
    if (isFirst) this.begin(words, at);
    const difference = this.fromFirst(words, at);
    const leading = this.origin + difference;
    const bin = this.bins.add(leading, words, at);
    this.gaps.add(bin < this.bins.counts.length >> 1);
    if (!isFirst) {
      this.runs.add(this.compare(words, at));
      this.deltas.add((difference - this.difference) / this.bins.leadingCapacity);
    }
    this.difference = difference;
    this.sums.add(difference);
    this.scores.add(leading / this.bins.leadingCapacity);
    this.walked += ((leading + 0.5) / this.bins.leadingCapacity - 0.5) / this.deviation;
    this.walk.add(this.walked);
  }

  private begin(words: Uint32Array, at: number): void {
    this.origin = this.fromFirst(words, at);
    this.first.set(words.subarray(at, at + this.bins.word32s));
    this.previous.set(this.first);
  }

  /** The score less the first one, in the unit of the bins' leading capacity. */
  private fromFirst(words: Uint32Array, at: number): number {
    const { word32s } = this.bins;
    const lowest = Math.max(0, word32s - LEADING_WORD32S);
    let difference = 0;
    for (let word = word32s - 1; word >= lowest; word--)
      difference = difference * 2 ** 32 + ((words[at + word] ?? 0) - (this.first[word] ?? 0));
    return difference;
  }

  /** Positive when the score is larger than the one before, 0 when it is the same; exact. Remembers it for the next. */
  private compare(words: Uint32Array, at: number): number {
    let order = 0;
    for (let word = this.bins.word32s - 1; word >= 0; word--) {
      const value = words[at + word] ?? 0;
      if (order === 0) order = value - (this.previous[word] ?? 0);
      this.previous[word] = value;
    }
    return order;
  }
}
