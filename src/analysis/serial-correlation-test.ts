import { normalTails } from "./chi-square-tails.ts";
import { type Finding, notApplicable } from "./test-result.ts";

const NAME = "serial_correlation";

/** From so many tokens on the normal distribution does not understate the tails. */
const MIN_TOKENS = 20;

/**
 * Power sums of scores in their order, each score less the first one.
 *
 * With that origin no sum about the mean is smaller than 1/(n + 1) of the sum that it is computed from, wherever the scores lie.
 */
export class SerialSums {
  count = 0;
  readonly powers: [number, number, number, number] = [0, 0, 0, 0];
  /** Of each score and the next; the last one's product with the first is 0. */
  products = 0;
  private previous = 0;

  add(score: number): void {
    const square = score * score;
    this.powers[0] += score;
    this.powers[1] += square;
    this.powers[2] += square * score;
    this.powers[3] += square * square;
    this.products += score * this.previous;
    this.previous = score;
    this.count += 1;
  }
}

/**
 * The circular serial correlation of lag 1 (Knuth, volume 2, 3.3.2 K), the last score being followed by the first, against all orders of the same scores.
 *
 * Its mean, −1/(n − 1), and its variance over all orders are exact for any scores, so for a sample without replacement too. With k, the sum of the fourth
 * powers of the deviations from the mean through the square of the sum of their squares, the variance is
 * (1 − k)/(n − 1) + (1 − 2k)/((n − 1)(n − 2)) − 1/(n − 1)².
 *
 * Source: A. Wald and J. Wolfowitz, "An exact test for randomness in the non-parametric case based on serial correlation",
 * Annals of Mathematical Statistics 14 (1943), their moments with the scores' mean taken as 0.
 */
export function serialCorrelationTest({ count: n, powers, products }: SerialSums): Finding {
  if (n < MIN_TOKENS) return notApplicable(NAME, null, `It needs ${MIN_TOKENS} tokens.`);
  const mean = powers[0] / n;
  const squares = powers[1] - n * mean ** 2;
  const fourths = powers[3] - 4 * mean * powers[2] + 6 * mean ** 2 * powers[1] - 3 * n * mean ** 4;
  const k = fourths / squares ** 2;
  const variance = (1 - k) / (n - 1) + (1 - 2 * k) / ((n - 1) * (n - 2)) - 1 / (n - 1) ** 2;
  // Also of NaN, when the scores are the same as far as they are looked at.
  if (!(variance > 0.1 / n))
    return notApplicable(
      NAME,
      null,
      "A few scores lie so far from all others that the order of these shows no correlation.",
    );
  const statistic = (products - n * mean ** 2) / squares;
  const expected = -1 / (n - 1);
  return {
    name: NAME,
    position: null,
    statistic,
    expected,
    degreesOfFreedom: null,
    pValue: normalTails((statistic - expected) / Math.sqrt(variance)),
  };
}
