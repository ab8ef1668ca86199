import { chiSquareTails } from "./chi-square-tails.ts";
import type { PositionCounts } from "./numeral-counts.ts";
import { MIN_EXPECTED, populationFactor, type Sample, scarcer } from "./sample.ts";
import { type Finding, notApplicable } from "./test-result.ts";

const NAME = "frequency";

/**
 * The frequency test (Knuth, "The Art of Computer Programming", volume 2, 3.3.2 A) of the symbols at each position by Pearson's chi-square,
 * then of all positions together.
 *
 * Drawn without replacement the counts are multivariate hypergeometric. They vary by the factor (N − n)/(N − 1) less than multinomial ones,
 * by which the statistic is divided: so its mean is exactly the degrees of freedom, whatever the symbols' shares are. (It is (N − 1)/N of the
 * chi-square of the table that has the drawn tokens in one row and those that are left in the other.) An exhausted line has every symbol as
 * often as all tokens have it.
 */
export function frequencyTests(counts: readonly PositionCounts[], sample: Sample): Finding[] {
  const positions = counts.map((each, at) => positionTest(each, at + 1, sample));
  return [...positions, togetherTest(positions, counts, sample)];
}

/** Fails when the symbols of a position, 1 being the most significant digit, come too unevenly. */
function positionTest(counts: PositionCounts, position: number, sample: Sample): Finding {
  const { row, sizes, weights, total } = counts;
  const radix = sizes.reduce((sum, size) => sum + size, 0);
  if (row.some((drawn, group) => drawn > mostOf((weights[group] ?? 0) / total, sample))) return impossible(position);
  if (sample.capacity === BigInt(sample.count)) return exhausted(position);
  const fewer = scarcer(sample);
  if (fewer < 2 * MIN_EXPECTED) return notApplicable(NAME, position, tooFew(fewer, radix));
  if (sizes.length < 2) return notApplicable(NAME, position, tooRare(fewer));
  const statistic = pearson(counts, sample) / populationFactor(sample);
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
function togetherTest(positions: readonly Finding[], counts: readonly PositionCounts[], sample: Sample): Finding {
  if (positions.length === 1)
    return notApplicable(NAME, null, "Tokens of one digit have one position, whose own test says all.");
  if (positions.some(({ statistic, pValue }) => statistic === null && pValue === 0)) return impossible(null);
  if (sample.capacity === BigInt(sample.count)) return exhausted(null);
  if (sample.symbols.some(({ weights }) => weights !== null))
    return notApplicable(
      NAME,
      null,
      "What is forbidden makes the digits depend on each other, so they are not added up.",
    );
  const applied = positions.filter(({ statistic }) => statistic !== null);
  if (applied.length === 0) return notApplicable(NAME, null, tooFew(scarcer(sample), sample.symbols[0]?.radix ?? 0));
  const statistic = applied.reduce((sum, each) => sum + (each.statistic ?? 0), 0);
  const degreesOfFreedom = applied.reduce((sum, each) => sum + (each.degreesOfFreedom ?? 0), 0);
  const least = Math.max(...counts.map(({ weights, total }) => total / Math.min(...weights)));
  const step = (2 * least) / (sample.count * populationFactor(sample));
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

/** The tokens that have a symbol of the group, and half of one for the rounding of the share. */
function mostOf(share: number, { capacity }: Sample): number {
  return share * Number(capacity) * (1 + 1e-12) + 0.5;
}

function pearson({ row, weights, total }: PositionCounts, { count }: Sample): number {
  return row.reduce((sum, drawn, group) => {
    const expected = (count * (weights[group] ?? 0)) / total;
    return sum + (drawn - expected) ** 2 / expected;
  }, 0);
}

function impossible(position: number | null): Finding {
  const reason = "A symbol comes more often than in all tokens of the line together.";
  return { name: NAME, position, statistic: null, expected: null, degreesOfFreedom: null, pValue: 0, reason };
}

function exhausted(position: number | null): Finding {
  const reason = "The line is exhausted, and has every symbol as often as all tokens together have it.";
  return { name: NAME, position, statistic: 0, expected: 0, degreesOfFreedom: 0, pValue: 1, reason };
}

function tooFew(fewer: number, radix: number): string {
  return `So few tokens, or so few that are left (${fewer}), say nothing about ${radix} symbols.`;
}

function tooRare(fewer: number): string {
  return `One symbol is nearly all that comes here: so few tokens, or so few that are left (${fewer}), say nothing about the others.`;
}
