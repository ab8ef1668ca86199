/** The chances that a variable is at most, and at least, as large as a value. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The tails of the chi-square distribution: the regularised incomplete gamma functions P(a, x) and Q(a, x) of half the degrees of freedom
 * and half the statistic.
 *
 * The series of P and, by Lentz's method, the continued fraction of Q (NIST DLMF 8.11.4 and 8.9.2); what both are multiplied by is taken as
 * Loader does ("Fast and accurate computation of binomial probabilities", 2000), so that millions of degrees of freedom cost no digits.
 * Twelve digits of each tail are right, the smaller one's too.
 */
export function chiSquareTails(statistic: number, degreesOfFreedom: number): Tails {
  if (!(degreesOfFreedom > 0) || Number.isNaN(statistic))
    throw new RangeError(`No chi-square has ${degreesOfFreedom} degrees of freedom at ${statistic}.`);
  if (statistic <= 0) return { lower: 0, upper: 1 };
  const a = degreesOfFreedom / 2;
  const x = statistic / 2;
  if (x < a + 1) {
    const lower = poisson(a, x) * series(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = x === Infinity ? 0 : poisson(a, x) * a * continuedFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** The chance that a standard normal variable is at least as far from 0: the square has one degree of freedom. */
export function normalTails(deviation: number): number {
  return chiSquareTails(deviation ** 2, 1).upper;
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))) */
function continuedFraction(a: number, x: number): number {
  let bottom = x + 1 - a;
  let ratio = Infinity;
  let inverse = 1 / bottom;
  let fraction = inverse;
  let step = 0;
  // The step comes no nearer to 1 than rounding lets it.
  for (let n = 1; Math.abs(step - 1) > 4 * Number.EPSILON; n++) {
    const top = -n * (n - a);
    bottom += 2;
    inverse = 1 / (top * inverse + bottom);
    ratio = bottom + top / ratio;
    step = inverse * ratio;
    fraction *= step;
  }
  return fraction;
}

/** e^−x · x^a / Γ(a + 1). */
function poisson(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** a·ln(a/x) + x − a, without the cancellation where x is near a. */
function deviance(a: number, x: number): number {
  const ratio = (a - x) / (a + x);
  if (Math.abs(ratio) > 0.1) return a * Math.log(a / x) + x - a;
  let power = 2 * a * ratio;
  let sum = (a - x) * ratio;
  for (let n = 3; Math.abs(power) > sum * Number.EPSILON; n += 2) {
    power *= ratio ** 2;
    sum += power / n;
  }
  return sum;
}

/** ln Γ(a + 1) less Stirling's formula: its series from 16 on, below by δ(a) = δ(a + 1) + (a + ½)·ln(1 + 1/a) − 1. */
function stirlingError(a: number): number {
  let sum = 0;
  let at = a;
  for (; at < 16; at++) sum += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = at ** 2;
  return sum + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / at;
}
