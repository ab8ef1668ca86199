import { toWord32s } from "../generator/kernel/word32s.ts";
import { bitLength } from "./fraction.ts";

/** Scores by size. */
export interface Histogram {
  /** The least score of each bin, then the capacity. With B bins and N scores they are ⌈b·N/B⌉: a bin holds ⌊N/B⌋ scores or one more. */
  readonly borders: readonly bigint[];
  readonly counts: readonly number[];
}

const MAX_BINS = 256;

/** 32-bit words of a score that are looked at to place it: 96 bits and at least 65 of them in use, more than a plain number keeps. */
export const LEADING_WORD32S = 3;

/** A score's place among the bins is computed in plain numbers, with an error far below this; only nearer to a border are all words looked at. */
const NEAR = 1e-9;

/** Finds the bins of scores, exactly. */
export class Bins {
  readonly borders: readonly bigint[];
  readonly counts: Float64Array;
  /** 32-bit words of a score. */
  readonly word32s: number;
  /** The capacity, in units of the lowest 32-bit word that is looked at. */
  readonly leadingCapacity: number;
  private readonly borderWord32s: Uint32Array;

  constructor(capacity: bigint) {
    const bins = capacity < BigInt(MAX_BINS) ? Number(capacity) : MAX_BINS;
    this.borders = Array.from(
      { length: bins + 1 },
      (_, bin) => (BigInt(bin) * capacity + BigInt(bins - 1)) / BigInt(bins),
    );
    this.counts = new Float64Array(bins);
    this.word32s = Math.ceil(bitLength(capacity - 1n) / 32);
    this.leadingCapacity = Number(capacity >> BigInt(32 * Math.max(0, this.word32s - LEADING_WORD32S)));
    this.borderWord32s = columnOf(this.borders.slice(0, bins), this.word32s);
  }

  /**
   * Counts the score whose words begin there.
   *
   * @param leading The score, in the unit of `leadingCapacity`.
   * @returns Its bin.
   * @throws {RangeError} When the score is too large.
   */
  add(leading: number, words: Uint32Array, at: number): number {
    const place = (leading / this.leadingCapacity) * this.counts.length;
    const bin =
      Math.abs(place - Math.round(place)) < NEAR ? this.binNear(Math.round(place), words, at) : Math.floor(place);
    if (bin >= this.counts.length)
      throw new RangeError(`Scores are below ${this.borders.at(-1) ?? 0n}, but got a larger one.`);
    this.counts[bin] = (this.counts[bin] ?? 0) + 1;
    return bin;
  }

  toHistogram(): Histogram {
    return { borders: this.borders, counts: Array.from(this.counts) };
  }

  /** The bin of a score near that border. */
  private binNear(border: number, words: Uint32Array, at: number): number {
    if (border === this.counts.length) return border - 1;
    for (let word = this.word32s - 1; word >= 0; word--) {
      const difference = (words[at + word] ?? 0) - (this.borderWord32s[border * this.word32s + word] ?? 0);
      if (difference !== 0) return difference < 0 ? border - 1 : border;
    }
    return border;
  }
}

/** The 32-bit words of numbers side by side, least significant first. */
function columnOf(values: readonly bigint[], word32s: number): Uint32Array {
  const column = new Uint32Array(values.length * word32s);
  for (const [at, value] of values.entries()) column.set(toWord32s(value, word32s), at * word32s);
  return column;
}
