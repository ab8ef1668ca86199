import { describe, expect, it } from "vitest";
import { histogramData, pairData, walkData } from "../../src/console/lib/plot-data.ts";

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

  it("widens the walk's band as chance does, and closes it at the end of the line, whatever the capacity", () => {
    const walk = { indexes: [0, 49, 99], values: [0, 1, 0] };
    const [, , , high] = walkData(walk, { size: 100n, capacity: 100n });
    expect(high?.[1]).toBeCloseTo(2.576 * Math.sqrt((50 * 50) / 99), 9);
    expect(high?.[2]).toBe(0);
    const [, , , open] = walkData(walk, { size: 100n, capacity: 10n ** 900n });
    expect(open?.[2]).toBeCloseTo(25.76, 9);
  });
});
