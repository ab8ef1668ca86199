import { describe, expect, it } from "vitest";
import { frequencyData, histogramData, pairData, walkData } from "../../src/console/lib/plot-data.ts";

describe("what the console plots", () => {
  it("pairs each score with the one after it, which its delta leads to, in order of the first", () => {
    const scores = { indexes: [0, 3, 7], values: [0.5, 0.1, 0.9] };
    const deltas = { indexes: [0, 3], values: [-0.25, 0.5] };
    expect(pairData(scores, deltas)).toEqual([
      [0.1, 0.5],
      [0.6, 0.25],
    ]);
  });

  it("gives each bin the band of a draw without replacement, none where the line is exhausted", () => {
    const bins = [{ count: "24" }, { count: "26" }];
    const [places, counts, low, high] = histogramData(bins, { size: 50n, capacity: 101n });
    expect(places).toEqual([0.25, 0.75]);
    expect(counts).toEqual([24, 26]);
    // 25 ± 2.576 √(50 · ½ · ½ · 51/100)
    expect(low?.[0]).toBeCloseTo(25 - 2.576 * Math.sqrt(12.5 * 0.51), 9);
    expect(high?.[1]).toBeCloseTo(25 + 2.576 * Math.sqrt(12.5 * 0.51), 9);
    const [, , least, most] = histogramData(bins, { size: 50n, capacity: 50n });
    expect([least, most]).toEqual([
      [25, 25],
      [25, 25],
    ]);
  });

  it("shows how many standard deviations a symbol's count is off, side by side around its position", () => {
    const positions = [{ position: 3, counts: ["10", "30"], expected: [20, 20] }];
    const [places, off, low, high] = frequencyData(positions, { size: 40n, capacity: 121n });
    expect(places?.[0]).toBeCloseTo(2.8, 9);
    expect(places?.[1]).toBeCloseTo(3.2, 9);
    // (10 − 20) / √(40 · ½ · ½ · 81/120)
    expect(off?.[0]).toBeCloseTo(-10 / Math.sqrt(10 * 0.675), 9);
    expect(off?.[1]).toBeCloseTo(10 / Math.sqrt(10 * 0.675), 9);
    expect([low, high]).toEqual([
      [-2.576, -2.576],
      [2.576, 2.576],
    ]);
    const [, even] = frequencyData([{ position: 1, counts: ["20"], expected: [20] }], { size: 40n, capacity: 40n });
    expect(even).toEqual([0]);
  });

  it("widens the walk's band as chance does, and closes it at the end of the line, whatever the capacity", () => {
    const walk = { indexes: [0, 49, 99], values: [0, 1, 0] };
    const [, , , high] = walkData(walk, { size: 100n, capacity: 100n });
    expect(high?.[1]).toBeCloseTo(2.576 * Math.sqrt((50 * 50) / 99), 9);
    expect(high?.[2]).toBe(0);
    const [, , , open] = walkData(walk, { size: 100n, capacity: 10n ** 900n });
    expect(open?.[2]).toBeCloseTo(25.76, 9);
  });
});
