/** Points of a curve as the service thins them. */
export interface CurvePoints {
  readonly indexes: readonly number[];
  readonly values: readonly number[];
}

export type Columns = readonly (readonly number[])[];

/** A part as what it is by the hypothesis: a draw from all that the line can write, without replacement. */
export interface Draw {
  /** Tokens of the part. */
  readonly size: bigint;
  /** All tokens that the line can write. */
  readonly capacity: bigint;
}

/** Two-sided 99 % of the normal distribution. */
const BAND_99 = 2.576;

/**
 * Each score with the one after it, in order of the first. The second is the first and its delta: the curves are thinned to a few thousand points,
 * so what follows a score is not among them, but both keep the same places of the part.
 */
export function pairData(scores: CurvePoints, deltas: CurvePoints): Columns {
  const deltaAt = new Map(deltas.indexes.map((index, at) => [index, deltas.values[at] ?? 0]));
  const pairs = scores.indexes.flatMap((index, at) => {
    const [score = 0, delta] = [scores.values[at], deltaAt.get(index)];
    return delta === undefined ? [] : [[score, score + delta] as const];
  });
  pairs.sort(([one], [other]) => one - other);
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
}

/** Tokens in each bin, with the band that 99 of 100 bins keep by chance: the normal approximation of the hypergeometric distribution. */
export function histogramData(bins: readonly { readonly count: string }[], { size, capacity }: Draw): Columns {
  const counts = bins.map(({ count }) => Number(count));
  const share = 1 / Math.max(1, bins.length);
  const expected = Number(size) * share;
  const spread = BAND_99 * Math.sqrt(expected * (1 - share) * leftOver(size, capacity));
  const places = bins.map((_, at) => (at + 0.5) * share);
  return [places, counts, places.map(() => Math.max(0, expected - spread)), places.map(() => expected + spread)];
}

export interface PositionCounts {
  readonly position: number;
  readonly counts: readonly string[];
  readonly expected: readonly number[];
}

/**
 * Each count of each position by how many standard deviations of the hypergeometric distribution it is off, with the band that 99 of 100 keep by
 * chance. A position's counts stand side by side, around its number.
 */
export function frequencyData(positions: readonly PositionCounts[], { size, capacity }: Draw): Columns {
  const factor = leftOver(size, capacity);
  const points = positions.flatMap(({ position, counts, expected }) =>
    counts.map((count, at) => {
      const mean = expected[at] ?? 0;
      const deviation = Math.sqrt(mean * (1 - mean / Number(size)) * factor);
      return [
        position - 0.4 + (0.8 * (at + 0.5)) / counts.length,
        deviation === 0 ? 0 : (Number(count) - mean) / deviation,
      ];
    }),
  );
  const places = points.map(([place = 0]) => place);
  return [places, points.map(([, off = 0]) => off), places.map(() => -BAND_99), places.map(() => BAND_99)];
}

/** The walk, with the band of chance at 99 % for each place. Steps without replacement vary less and less: at the end of the line they must sum to nought. */
export function walkData({ indexes, values }: CurvePoints, { capacity }: Draw): Columns {
  const spreads = indexes.map((index) => BAND_99 * Math.sqrt((index + 1) * leftOver(BigInt(index + 1), capacity)));
  return [indexes, values, spreads.map((spread) => -spread), spreads];
}

/** By how much a draw without replacement varies less than one with: (N − n)/(N − 1). */
function leftOver(size: bigint, capacity: bigint): number {
  if (capacity <= 1n || size >= capacity) return 0;
  const shift = BigInt(Math.max(0, capacity.toString(2).length - 1_000)); // numbers of thousands of bits do not fit a float
  return Number((capacity - size) >> shift) / Number((capacity - 1n) >> shift);
}
