import { describe, expect, it } from "vitest";
import { chiSquareTails, normalTails } from "../../src/analysis/chi-square-tails.ts";
import type { TestResult } from "../../src/analysis/test-result.ts";
import { verdictOf } from "../../src/analysis/verdict.ts";
import { drawn, inputOf, seededRandom, type Shape } from "./support/samples.ts";

const SAMPLES = 400;

/** Of 400 uniform p-values it is larger once in a thousand (Kolmogorov: 1.95/√400). */
const MOST_DISTANCE = 0.0975;

/** The number of runs is whole: up to half of its most likely value's share is added, 0.02 of 500 tokens and more. */
const MOST_DISTANCE_OF_RUNS = MOST_DISTANCE + 0.02;

/** Kolmogorov's distance between p-values and the uniform distribution. */
function distance(pValues: readonly number[]): number {
  const sorted = pValues.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.map((pValue, place) => Math.max(pValue - place / sorted.length, (place + 1) / sorted.length - pValue)),
  );
}

/** The tests of 400 random samples, by name. */
function testsOf(count: number, shape: Shape, seed: number): Map<string, TestResult[]> {
  const random = seededRandom(seed);
  const tests = Array.from(
    { length: SAMPLES },
    () => verdictOf(inputOf(drawn(count, shape.radix ** shape.digits, random), shape)).tests,
  ).flat();
  return Map.groupBy(tests, ({ name, position }) => `${name} ${position ?? "of all"}`);
}

function pValuesOf(tests: readonly TestResult[] = []): number[] {
  return tests.map(({ pValue }) => pValue ?? NaN);
}

const LITTLE = testsOf(500, { radix: 10, digits: 6 }, 1);
const MOST = testsOf(500, { radix: 5, digits: 4 }, 2);
const ALL = testsOf(625, { radix: 5, digits: 4 }, 3);

describe.each([
  ["500 of 1,000,000 tokens", LITTLE],
  ["500 of 625 tokens", MOST],
  ["all 625 tokens", ALL],
])("random samples of %s", (_name, tests) => {
  const byChance = [...tests].filter(([, results]) => results.some(({ statistic }) => statistic !== 0));

  it("have uniform p-values in every test", () => {
    for (const [name, results] of byChance)
      expect(distance(pValuesOf(results)), name).toBeLessThan(
        name.startsWith("runs") ? MOST_DISTANCE_OF_RUNS : MOST_DISTANCE,
      );
  });

  it("have the expected statistics on average, within four standard errors", () => {
    for (const [name, results] of byChance) {
      const surplus = results.map(({ statistic, expected }) => (statistic ?? NaN) - (expected ?? NaN));
      const mean = surplus.reduce((sum, each) => sum + each, 0) / SAMPLES;
      const variance = surplus.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (SAMPLES - 1);
      expect(Math.abs(mean) / Math.sqrt(variance / SAMPLES), name).toBeLessThan(4);
    }
  });

  it("fail seldom", () => {
    expect([...tests.values()].flat().filter(({ verdict }) => verdict === "fail").length).toBeLessThanOrEqual(3);
  });
});

describe("without the corrections for sampling without replacement", () => {
  /** (625 − 500)/(625 − 1) */
  const factor = 125 / 624;

  it("the symbols of 500 of 625 tokens would come too evenly", () => {
    for (const name of ["frequency 1", "frequency 4", "frequency of all"]) {
      const uncorrected = (MOST.get(name) ?? []).map(
        ({ statistic, degreesOfFreedom }) => chiSquareTails((statistic ?? NaN) * factor, degreesOfFreedom ?? NaN).upper,
      );
      expect(distance(uncorrected), name).toBeGreaterThan(0.6);
    }
  });

  it("the gaps of all 625 tokens, against independent geometric ones, would be too even", () => {
    const random = seededRandom(4);
    const pValues = Array.from({ length: SAMPLES }, () =>
      geometricGapTest(
        drawn(625, 625, random).map((score) => score < 312),
        312 / 625,
      ),
    );
    expect(distance(pValues)).toBeGreaterThan(MOST_DISTANCE);
    expect(distance(pValuesOf(ALL.get("gap of all")))).toBeLessThan(MOST_DISTANCE);
  });

  it("a serial correlation would be taken for one with the mean 0", () => {
    // Of twenty tokens only: with n the bias becomes small beside the spread.
    const twenty = testsOf(20, { radix: 5, digits: 4 }, 5).get("serial_correlation of all") ?? [];
    const uncorrected = twenty
      .map(({ statistic }) => (statistic ?? NaN) * Math.sqrt(20))
      .map((deviation) => (deviation < 0 ? normalTails(deviation) / 2 : 1 - normalTails(deviation) / 2));
    expect(distance(pValuesOf(twenty))).toBeLessThan(MOST_DISTANCE);
    expect(distance(uncorrected)).toBeGreaterThan(MOST_DISTANCE);
  });
});

/** The gap test as it is for independent numbers: complete gaps of length 0, 1, 2, 3 and more, against the geometric law. */
function geometricGapTest(visits: readonly boolean[], chance: number): number {
  const places = visits.flatMap((visit, index) => (visit ? [index] : []));
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0) - 1);
  const statistic = [0, 1, 2, 3].reduce((sum, length) => {
    const observed = gaps.filter((gap) => (length < 3 ? gap === length : gap >= 3)).length;
    const expected = gaps.length * (1 - chance) ** length * (length < 3 ? chance : 1);
    return sum + (observed - expected) ** 2 / expected;
  }, 0);
  return chiSquareTails(statistic, 3).upper;
}
