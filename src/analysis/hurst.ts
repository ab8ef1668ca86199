import { COLUMN_LENGTH, type Column } from "./column.ts";
import { digamma, trigamma } from "./digamma.ts";

/** More than a series can have: 2^53 numbers. */
const OCTAVES = 53;

/** An octave's mean energy is told from less than two details by luck alone. */
const MIN_DETAILS = 2;

/** What a series without two octaves of any energy has, such as one of equal numbers. */
const UNKNOWN = 0.5;

/**
 * Estimates a series' Hurst exponent in one pass and memory of its logarithm: the joint estimator of Veitch and Abry, "A wavelet-based
 * joint estimator of the parameters of long-range dependence" (IEEE Transactions on Information Theory 45, 1999), with Haar's wavelet
 * and all octaves.
 *
 * A detail of octave j is the sum of 2^(j−1) numbers less the sum of the next 2^(j−1), over 2^(j/2). Its mean square grows as
 * 2^(j(2H−1)), for fractional Gaussian noise from the first octave on; H is read from the weighted regression of its logarithm on j.
 */
export class HurstEstimator {
  private readonly details = new Float64Array(OCTAVES);
  private readonly energies = new Float64Array(OCTAVES);
  /** The first sum of an octave's pair, while the second is missing. */
  private readonly pending = new Float64Array(OCTAVES);
  private readonly isPending = new Uint8Array(OCTAVES);
  private readonly sums = new Float64Array(COLUMN_LENGTH);

  take(column: Column): void {
    column.doublesInto(this.sums);
    for (let octave = 0, count = column.count; count > 0; octave++) count = this.pair(octave, count);
  }

  /** Between 0 and 1: what the regression says beyond is given as the nearer of them. */
  hurst(): number {
    const points = Array.from(this.details, (details, at) => pointOf(at + 1, details, this.energies[at] ?? 0)).filter(
      (point) => point !== undefined,
    );
    return points.length < 2 ? UNKNOWN : Math.min(1, Math.max(0, (slopeOf(points) + 1) / 2));
  }

  /** Replaces the first `count` sums by those of pairs, and says how many these are. A pair's first sum may come from the column before. */
  private pair(octave: number, count: number): number {
    const sums = this.sums;
    let read = 0;
    let written = 0;
    let energy = this.energies[octave] ?? 0;
    if (this.isPending[octave] === 1) {
      const [first, second] = [this.pending[octave] ?? 0, sums[read++] ?? 0];
      energy += (first - second) ** 2;
      sums[written++] = first + second;
    }
    for (; read + 1 < count; read += 2) {
      const first = sums[read] ?? 0;
      const second = sums[read + 1] ?? 0;
      energy += (first - second) ** 2;
      sums[written++] = first + second;
    }
    this.isPending[octave] = read < count ? 1 : 0;
    this.pending[octave] = sums[read] ?? 0;
    this.energies[octave] = energy;
    this.details[octave] = (this.details[octave] ?? 0) + written;
    return written;
  }
}

interface Point {
  readonly octave: number;
  readonly logarithm: number;
  readonly weight: number;
}

/** The logarithm of an octave's mean energy, free of the bias that few details give it, and the reciprocal of its variance. */
function pointOf(octave: number, details: number, energy: number): Point | undefined {
  if (details < MIN_DETAILS || energy === 0) return undefined;
  const bias = digamma(details / 2) - Math.log(details / 2);
  return {
    octave,
    logarithm: (Math.log(energy / details) - bias) / Math.LN2 - octave,
    weight: 1 / trigamma(details / 2),
  };
}

/** Of the weighted regression line. */
function slopeOf(points: readonly Point[]): number {
  const mean = (value: (point: Point) => number) =>
    points.reduce((sum, point) => sum + point.weight * value(point), 0) /
    points.reduce((sum, { weight }) => sum + weight, 0);
  const octave = mean((point) => point.octave);
  const logarithm = mean((point) => point.logarithm);
  return (
    mean((point) => (point.octave - octave) * (point.logarithm - logarithm)) /
    mean((point) => (point.octave - octave) ** 2)
  );
}
