import { describe, expect, it } from "vitest";
import { chiSquareTails, normalTails } from "../../src/analysis/chi-square-tails.ts";
import { FIXTURES } from "./support/fixtures.ts";

/** Farther out a double has fewer digits. */
const LEAST_DOUBLE = 1e-300;

describe("the tails of chi-square", () => {
  it("agree to ten digits with those of 350-digit arithmetic, from 1 to four million degrees of freedom", () => {
    expect(FIXTURES.tails.length).toBeGreaterThan(200);
    for (const { statistic, degreesOfFreedom, ...tails } of FIXTURES.tails) {
      const computed = chiSquareTails(statistic, degreesOfFreedom);
      for (const tail of ["lower", "upper"] as const) {
        if (tails[tail] > LEAST_DOUBLE)
          expect(
            Math.abs(computed[tail] / tails[tail] - 1),
            `${tail} of ${statistic} at ${degreesOfFreedom}`,
          ).toBeLessThan(1e-10);
      }
    }
  });

  it("are 0 and 1 at the ends", () => {
    expect(chiSquareTails(0, 3)).toEqual({ lower: 0, upper: 1 });
    expect(chiSquareTails(Infinity, 3)).toEqual({ lower: 1, upper: 0 });
    expect(chiSquareTails(1e6, 3)).toEqual({ lower: 1, upper: 0 });
  });

  it("do not exist without degrees of freedom, or for a statistic that is no number", () => {
    expect(() => chiSquareTails(1, 0)).toThrow(RangeError);
    expect(() => chiSquareTails(NaN, 1)).toThrow(RangeError);
  });
});

describe("the tails of the normal distribution", () => {
  // 2(1 − Φ(z)), from tables.
  it.each([
    [0, 1],
    [1, 0.31731050786291415],
    [-1.959963984540054, 0.05],
    [3.2905267314919255, 0.001],
    [6, 1.973175290075396e-9],
  ])("beyond ±%d hold %d", (deviation, chance) => {
    expect(normalTails(deviation) / chance).toBeCloseTo(1, 10);
  });
});
