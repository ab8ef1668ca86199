import { chiSquareTails } from "./chi-square-tails.ts";
import type { NumeralCounts } from "./numeral-counts.ts";
import { MIN_EXPECTED, populationFactor, type Sample, scarcer } from "./sample.ts";
import { type Finding, notApplicable } from "./test-result.ts";

const NAME = "frequency";

/**
 * The frequency test (Knuth, "The Art of Computer Programming", volume 2, 3.3.2 A) of the symbols at each position by Pearson's chi-square,
 * then of all positions together.
 *
 * Drawn without replacement the counts are multivariate hypergeometric. They vary by the factor (N − n)/(N − 1) less than multinomial ones,
 * by which the statistic is divided: so its mean is exactly the degrees of freedom. (It is (N − 1)/N of the chi-square of the table
 * that has the drawn tokens in one row and those that are left in the other.) An exhausted line has every symbol equally often.
 */
export function frequencyTests(counts: NumeralCounts, sample: Sample): Finding[] {
  const positions = counts.rows.map((row, at) => positionTest({ row, position: at + 1, sizes: counts.sizes }, sample));
  return [...positions, togetherTest(positions, counts, sample)];
}

interface Position {
  /** 1 for the most significant digit. */
  readonly position: number;
  readonly row: Float64Array;
  readonly sizes: readonly number[];
}

/** Fails when the symbols of a position come too unevenly. */
function positionTest({ position, row, sizes }: Position, sample: Sample): Finding {
  const { radix, capacity, count } = sample;
  const ofEach = Number(capacity / BigInt(radix));
  if (row.some((drawn, group) => drawn > ofEach * (sizes[group] ?? 0))) return impossible(position);
  if (capacity === BigInt(count)) return exhausted(position);
  const fewer = scarcer(sample);
  if (sizes.length < 2 || fewer < 2 * MIN_EXPECTED) return notApplicable(NAME, position, tooFew(fewer, radix));
  const statistic = pearson(row, sizes, sample) / populationFactor(sample);
  const degreesOfFreedom = sizes.length - 1;
  const pooled =
    degreesOfFreedom < radix - 1
      ? { reason: `The ${radix} symbols are counted in ${sizes.length} groups of neighbours.` }
      : {};
  return {
    name: NAME,
    position,
    statistic,
    expected: degreesOfFreedom,
    degreesOfFreedom,
    pValue: chiSquareTails(statistic, degreesOfFreedom).upper,
    ...pooled,
  };
}

/**
 * Adds the positions' statistics, whose counts are uncorrelated with each other. Fails when the symbols of all positions together come too
 * unevenly, and when they come too evenly; a statistic is below another by at least one step of a count, so the lower tail begins that much higher.
 */
function togetherTest(positions: readonly Finding[], { sizes }: NumeralCounts, sample: Sample): Finding {
  if (positions.length === 1)
    return notApplicable(NAME, null, "Tokens of one digit have one position, whose own test says all.");
  if (positions.some(({ statistic, pValue }) => statistic === null && pValue === 0)) return impossible(null);
  if (sample.capacity === BigInt(sample.count)) return exhausted(null);
  const statistics = positions.map(({ statistic }) => statistic).filter((statistic) => statistic !== null);
  if (statistics.length === 0) return notApplicable(NAME, null, tooFew(scarcer(sample), sample.radix));
  const statistic = statistics.reduce((sum, each) => sum + each, 0);
  const degreesOfFreedom = positions.length * (sizes.length - 1);
  const step = (2 * sample.radix) / (sample.count * Math.min(...sizes) * populationFactor(sample));
  const { upper } = chiSquareTails(statistic, degreesOfFreedom);
  const { lower } = chiSquareTails(statistic + step, degreesOfFreedom);
  return {
    name: NAME,
    position: null,
    statistic,
    expected: degreesOfFreedom,
    degreesOfFreedom,
    pValue: Math.min(1, 2 * lower, 2 * upper),
  };
}

function pearson(row: Float64Array, sizes: readonly number[], { radix, count }: Sample): number {
  return row.reduce((sum, drawn, group) => {
    const expected = (count * (sizes[group] ?? 0)) / radix;
    return sum + (drawn - expected) ** 2 / expected;
  }, 0);
}

function impossible(position: number | null): Finding {
  const reason = "A symbol comes more often than in all tokens of the line together.";
  return { name: NAME, position, statistic: null, expected: null, degreesOfFreedom: null, pValue: 0, reason };
}

function exhausted(position: number | null): Finding {
  const reason = "The line is exhausted, and has every symbol equally often.";
  return { name: NAME, position, statistic: 0, expected: 0, degreesOfFreedom: 0, pValue: 1, reason };
}

function tooFew(fewer: number, radix: number): string {
  return `So few tokens, or so few that are left (${fewer}), say nothing about ${radix} symbols.`;
}
