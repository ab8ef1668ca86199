import { chiSquareTails } from "./chi-square-tails.ts";
import { quadraticForm } from "./quadratic-form.ts";
import { MIN_EXPECTED, populationFactor, quotient, type Sample, scarcer } from "./sample.ts";
import { type Finding, notApplicable } from "./test-result.ts";

const NAME = "gap";

/** Gaps of more misses than that are counted together: among 2^53 tokens none so long is expected 20 times. */
const LONGEST = 64;

/** Counts the gaps between visits to an interval by their length, in tokens that miss it; those before the first visit and after the last are gaps as well. */
export class GapCounter {
  visits = 0;
  readonly lengths = new Float64Array(LONGEST + 1);
  private length = 0;

  add(isVisit: boolean): void {
    if (isVisit) {
      this.endGap();
      this.visits += 1;
    } else {
      this.length += 1;
    }
  }

  /** Counts the gap that the last token has left open, too. */
  endGap(): void {
    const length = Math.min(this.length, LONGEST);
    this.lengths[length] = (this.lengths[length] ?? 0) + 1;
    this.length = 0;
  }
}

/**
 * The gap test (Knuth, volume 2, 3.3.2 D) for visits to an interval that holds `interval` of the N scores, made for samples without replacement.
 *
 * The number h of visits is hypergeometric. Given h, every placement of the visits among the n tokens is equally likely, whatever N is. So the
 * h + 1 gaps are exchangeable; one has at least a misses with the chance S(a) = C(n − a, h)/C(n, h), the negative hypergeometric law, and two have
 * at least a and b with S(a + b). From these come mean and covariance of the numbers of gaps that are at least so long. The statistic is the squared
 * distance of the numbers from their mean under that covariance, plus, where h varies enough, the square of the standardised h.
 * Its mean is exactly its degrees of freedom, one for each number and one for h.
 */
export function gapTest({ visits, lengths }: GapCounter, interval: bigint, sample: Sample): Finding {
  const { capacity, count } = sample;
  const found = { name: NAME, position: null } as const;
  if (BigInt(visits) > interval || BigInt(count - visits) > capacity - interval) {
    const reason = "More tokens lie on one side than the line has there.";
    return { ...found, statistic: null, expected: null, degreesOfFreedom: null, pValue: 0, reason };
  }
  const placement = { count, visits };
  const borders = classBorders(placement);
  const share = quotient(interval, capacity);
  const countsVisits = scarcer(sample) * Math.min(share, 1 - share) >= MIN_EXPECTED;
  const degreesOfFreedom = borders.length + (countsVisits ? 1 : 0);
  if (degreesOfFreedom === 0) return notApplicable(NAME, null, "So few visits, or gaps between them, say nothing.");
  const ofVisits = countsVisits
    ? (visits - count * share) ** 2 / (count * share * (1 - share) * populationFactor(sample))
    : 0;
  const statistic = ofVisits + ofGaps(lengths, borders, placement);
  return {
    ...found,
    statistic,
    expected: degreesOfFreedom,
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
  };
}

/** Visits among tokens. */
interface Placement {
  readonly count: number;
  readonly visits: number;
}

/** The least lengths of all classes but the first, so that each class and the last is expected often enough. */
function classBorders(placement: Placement): number[] {
  const gaps = placement.visits + 1;
  const borders: number[] = [];
  let longer = 1;
  for (let length = 1; length <= LONGEST; length++) {
    const reached = survival(placement, length);
    if (gaps * reached < MIN_EXPECTED) break;
    if (gaps * (longer - reached) < MIN_EXPECTED) continue;
    borders.push(length);
    longer = reached;
  }
  return borders;
}

function ofGaps(lengths: Float64Array, borders: readonly number[], placement: Placement): number {
  const gaps = placement.visits + 1;
  const deviations = borders.map(
    (border) => lengths.subarray(border).reduce((sum, each) => sum + each, 0) - gaps * survival(placement, border),
  );
  const covariance = borders.map((a) =>
    borders.map((b) => {
      const both = survival(placement, Math.max(a, b)) - survival(placement, a) * survival(placement, b);
      return gaps * (both + placement.visits * pairCovariance(placement, a, b));
    }),
  );
  return quadraticForm(deviations, covariance);
}

/** S(a): how likely a gap has at least that many misses. */
function survival({ count, visits }: Placement, length: number): number {
  let chance = 1;
  for (let at = 0; at < length; at++) chance *= Math.max(0, count - visits - at) / (count - at);
  return chance;
}

/** S(a + b) − S(a)·S(b), of two gaps: from its logarithm, for it is smaller than S by about the number of gaps. */
function pairCovariance(placement: Placement, a: number, b: number): number {
  const { count, visits } = placement;
  const misses = count - visits;
  const product = survival(placement, a) * survival(placement, b);
  if (a + b > misses) return -product;
  let log = 0;
  for (let at = 0; at < b; at++) log += Math.log1p((-a * visits) / ((count - a - at) * (misses - at)));
  return product * Math.expm1(log);
}
