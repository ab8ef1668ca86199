import type { ScoreBatch } from "../generator/score-batch.ts";
import { COLUMN_LENGTH, type Column } from "./column.ts";
import { bitLength } from "./fraction.ts";
import { carryOf, NarrowColumn } from "./narrow-column.ts";
import { WideColumn } from "./wide-column.ts";

/** A part's scores, in their order: each call begins anew and gives the same. A batch's memory may be used again for the next. */
export type ScoreSource = () => Iterable<ScoreBatch>;

/** Scores, and the deltas that end with them: a part's first score ends none. */
export interface Columns {
  readonly scores: Column;
  readonly deltas: Column;
}

interface Reader extends Columns {
  /** Replaces what the columns hold by scores of a batch, and their deltas. */
  read(batch: ScoreBatch, first: number, count: number): void;
}

/**
 * Reads a part once, a few thousand tokens at a time, always into the same two columns.
 *
 * @throws {Error} When a score does not have as many 32-bit words as scores below `capacity` do.
 */
export function* columnsOf(source: ScoreSource, capacity: bigint): Generator<Columns, void, undefined> {
  const bits = bitLength(capacity - 1n);
  const word32s = Math.max(1, Math.ceil(bits / 32));
  const reader = word32s <= 2 ? new NarrowReader() : new WideReader(bits, word32s);
  for (const batch of source()) {
    if (batch.word32s !== word32s)
      throw new Error(`A score has ${word32s} words of 32 bits, but a batch's have ${batch.word32s}.`);
    for (let first = 0; first < batch.count; first += COLUMN_LENGTH) {
      reader.read(batch, first, Math.min(COLUMN_LENGTH, batch.count - first));
      yield reader;
    }
  }
}

class NarrowReader implements Reader {
  readonly scores = new NarrowColumn();
  readonly deltas = new NarrowColumn();

  read({ scores, word32s }: ScoreBatch, first: number, count: number): void {
    const { high, low } = this.scores;
    const last = this.scores.count - 1;
    const before = last < 0 ? undefined : { high: high[last] ?? 0, low: low[last] ?? 0 };
    for (let at = 0, word = first * word32s; at < count; at++, word += word32s) {
      low[at] = scores[word] ?? 0;
      high[at] = word32s === 2 ? (scores[word + 1] ?? 0) : 0;
    }
    this.scores.count = count;
    this.subtract(before);
  }

  private subtract(before: { high: number; low: number } | undefined): void {
    const { count, high, low } = this.scores;
    const { high: deltaHigh, low: deltaLow } = this.deltas;
    const skipped = before === undefined ? 1 : 0;
    let { high: lastHigh, low: lastLow } = before ?? { high: high[0] ?? 0, low: low[0] ?? 0 };
    for (let at = skipped; at < count; at++) {
      const h = high[at] ?? 0;
      const l = low[at] ?? 0;
      const rest = l - lastLow;
      deltaLow[at - skipped] = rest; // the array keeps it modulo 2^32
      deltaHigh[at - skipped] = h - lastHigh + carryOf(rest);
      lastHigh = h;
      lastLow = l;
    }
    this.deltas.count = count - skipped;
  }
}

class WideReader implements Reader {
  readonly scores: WideColumn;
  readonly deltas: WideColumn;
  private readonly bytes: Buffer;
  private before: bigint | undefined;

  constructor(bits: number, word32s: number) {
    this.bytes = Buffer.alloc(4 * word32s);
    this.scores = new WideColumn(bits);
    this.deltas = new WideColumn(bits);
  }

  read({ scores, word32s }: ScoreBatch, first: number, count: number): void {
    let deltas = 0;
    for (let at = 0; at < count; at++) {
      const score = this.numberAt(scores, (first + at) * word32s);
      this.scores.values[at] = score;
      if (this.before !== undefined) this.deltas.values[deltas++] = score - this.before;
      this.before = score;
    }
    this.scores.count = count;
    this.deltas.count = deltas;
  }

  /** By its hexadecimal digits: linear in the words, as shifts and sums are not. */
  private numberAt(words: Uint32Array, first: number): bigint {
    const bytes = this.bytes;
    for (let end = bytes.length, word = first; end > 0; end -= 4, word++)
      bytes.writeUInt32BE(words[word] ?? 0, end - 4);
    return BigInt(`0x${bytes.toString("hex")}`);
  }
}
