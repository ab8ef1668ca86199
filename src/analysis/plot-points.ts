/** Points of a curve, thinned for a plot: `values[i]` belongs to the token `indexes[i]`, counted from 0 in the part. */
export interface PlotPoints {
  readonly indexes: readonly number[];
  readonly values: readonly number[];
}

/** So many points a curve has at most. */
export const MAX_POINTS = 4000;

const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

/**
 * Keeps one value of each of at most 4,000 stretches as long as each other; all when there are no more values. Where in its stretch it lies moves
 * on by the golden ratio of the length, so that a pattern in the values, such as large and small in turn, is not hidden by the choice.
 */
export class Picks implements PlotPoints {
  readonly indexes: number[] = [];
  readonly values: number[] = [];
  private readonly stretch: number;
  private at = 0;
  private next = 0;

  constructor(count: number) {
    this.stretch = Math.ceil(count / MAX_POINTS);
  }

  add(value: number): void {
    if (this.at === this.next) this.take(value);
    this.at += 1;
  }

  private take(value: number): void {
    this.indexes.push(this.at);
    this.values.push(value);
    const taken = this.indexes.length;
    this.next = taken * this.stretch + Math.floor(((taken * GOLDEN_RATIO) % 1) * this.stretch);
  }
}

/** Keeps the least and the greatest value of each of at most 2,000 stretches as long as each other, in their order; all when there are no more than 4,000 values. */
export class Envelope implements PlotPoints {
  readonly indexes: number[] = [];
  readonly values: number[] = [];
  private readonly stretch: number;
  private at = 0;
  private left: number;
  private min = { index: 0, value: Infinity };
  private max = { index: 0, value: -Infinity };

  constructor(count: number) {
    this.stretch = count <= MAX_POINTS ? 1 : Math.ceil((2 * count) / MAX_POINTS);
    this.left = this.stretch;
  }

  add(value: number): void {
    if (value < this.min.value) this.min = { index: this.at, value };
    if (value > this.max.value) this.max = { index: this.at, value };
    this.at += 1;
    this.left -= 1;
    if (this.left === 0) this.end();
  }

  /** Ends the stretch that is open; to be called after the last value. */
  end(): void {
    if (this.left === this.stretch) return;
    const [first, second] = this.min.index < this.max.index ? [this.min, this.max] : [this.max, this.min];
    this.push(first);
    if (second.index !== first.index) this.push(second);
    this.min = { index: 0, value: Infinity };
    this.max = { index: 0, value: -Infinity };
    this.left = this.stretch;
  }

  private push({ index, value }: { index: number; value: number }): void {
    this.indexes.push(index);
    this.values.push(value);
  }
}
