import { describe, expect, it } from "vitest";
import { digamma, trigamma } from "../../src/analysis/digamma.ts";
import { metricsOf } from "../../src/analysis/metrics.ts";
import { fractionalNoise, noiseScores } from "./support/fractional-noise.ts";
import { shuffledNumbers, sourceOf, wordsFrom } from "./support/scores.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SPACE = 1n << 60n;

/** Estimates of ten series, each from its seed: their mean, and the largest distance of one from what it should be. */
function estimates(estimate: (seed: number) => number, truth: number): { mean: number; worst: number } {
  const found = SEEDS.map(estimate);
  return {
    mean: found.reduce((sum, value) => sum + value, 0) / found.length,
    worst: Math.max(...found.map((value) => Math.abs(value - truth))),
  };
}

describe("the Hurst exponent", () => {
  it.each([0.3, 0.5, 0.7, 0.8, 0.9])(
    "of 8,192 numbers of fractional Gaussian noise is %d within 0.04, and within 0.01 on average",
    (truth) => {
      const { mean, worst } = estimates(
        (seed) => hurstOf(noiseScores(fractionalNoise(truth, 8_192, seed)), SPACE),
        truth,
      );
      expect(mean).toBeGreaterThan(truth - 0.01);
      expect(mean).toBeLessThan(truth + 0.01);
      expect(worst).toBeLessThan(0.04);
    },
  );

  it("of 100 such numbers is no worse than its spread of 0.11 lets it be", () => {
    const { mean, worst } = estimates(
      (seed) => hurstOf(noiseScores(fractionalNoise(0.7, 128, seed)).slice(0, 100), SPACE),
      0.7,
    );
    expect(Math.abs(mean - 0.7)).toBeLessThan(0.1);
    expect(worst).toBeLessThan(0.45);
  });

  it("of a shuffled space of 7,776 scores is 0.5 within 0.05, and that of its deltas is next to 0", () => {
    const shuffled = SEEDS.map((seed) =>
      metricsOf(sourceOf(shuffledNumbers(7_776, seed), 7_776n), { count: 7_776n, capacity: 7_776n }),
    );
    for (const { score, delta } of shuffled) {
      expect(Math.abs(score.hurst - 0.5)).toBeLessThan(0.05);
      expect(delta.hurst).toBeGreaterThanOrEqual(0);
      expect(delta.hurst).toBeLessThan(0.05);
    }
  });

  it("is the same in batches of any size, and of a space so large that doubles cut its scores", () => {
    const scores = shuffledNumbers(5_000, 1);
    const hurst = hurstOf(scores, 5_000n);
    for (const sizes of [[1], [3, 5], [4_096], [4_097, 1], [5_000]]) expect(hurstOf(scores, 5_000n, sizes)).toBe(hurst);
    const far = 7n ** 300n;
    expect(
      hurstOf(
        scores.map((score) => score * far),
        5_000n * far,
      ),
    ).toBeCloseTo(hurst, 10);
  });

  it("is 1 of a series that only climbs, and 0 of one that returns at each step by another way", () => {
    const word = wordsFrom(1);
    expect(
      hurstOf(
        Array.from({ length: 100 }, (_, at) => BigInt(at)),
        100n,
      ),
    ).toBe(1);
    expect(
      hurstOf(
        Array.from({ length: 1_000 }, (_, at) => BigInt(at % 2 === 0 ? 0 : 100_000 + (word() % 100))),
        1n << 20n,
      ),
    ).toBe(0);
  });

  it("is 0.5 by definition where fewer than two octaves have any energy", () => {
    expect(hurstOf(new Array<bigint>(100).fill(1n), 2n)).toBe(0.5);
    expect(
      hurstOf(
        Array.from({ length: 100 }, (_, at) => BigInt(at % 2)),
        2n,
      ),
    ).toBe(0.5);
  });
});

/** Known values: NIST Digital Library of Mathematical Functions, 5.4.12, 5.4.13, 5.15.1 and 5.15.3. */
describe("digamma and trigamma", () => {
  const EULER = 0.5772156649015329;

  it("are these at 1/2, 1 and 100", () => {
    expect(digamma(1)).toBeCloseTo(-EULER, 11);
    expect(digamma(0.5)).toBeCloseTo(-EULER - 2 * Math.LN2, 11);
    expect(digamma(100)).toBeCloseTo(
      Array.from({ length: 99 }, (_, at) => 1 / (at + 1)).reduce((sum, term) => sum + term) - EULER,
      11,
    );
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 11);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 11);
  });
});

function hurstOf(scores: readonly bigint[], capacity: bigint, sizes?: readonly number[]): number {
  return metricsOf(sourceOf(scores, capacity, sizes), { count: BigInt(scores.length), capacity }).score.hurst;
}
