import { describe, expect, it } from "vitest";
import { verdictOf } from "../../src/analysis/verdict.ts";
import { inputOf } from "./support/samples.ts";

describe("the histogram", () => {
  it.each([
    [2, 1],
    [3, 4],
    [2, 8],
    [257, 1],
    [7, 4],
    [65_536, 1],
  ])("of all scores of %d symbols in %d digits fills every bin", (radix, digits) => {
    const capacity = radix ** digits;
    const { borders, counts } = verdictOf(
      inputOf(
        Array.from({ length: capacity }, (_, score) => score),
        { radix, digits },
      ),
    ).histogram;
    expect(counts).toHaveLength(Math.min(256, capacity));
    expect(borders[0]).toBe(0n);
    expect(borders.at(-1)).toBe(BigInt(capacity));
    expect(counts).toEqual(counts.map((_, bin) => Number((borders[bin + 1] ?? 0n) - (borders[bin] ?? 0n))));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it.each([
    [30, 12],
    [30, 20],
    [2, 96],
    [2, 97],
    [65_536, 40],
  ])(
    "tells the least score of a bin from the greatest of the one before, for %d symbols in %d digits",
    (radix, digits) => {
      const capacity = BigInt(radix) ** BigInt(digits);
      const borders = Array.from({ length: 257 }, (_, bin) => (BigInt(bin) * capacity + 255n) / 256n);
      const scores = borders
        .flatMap((border, bin) => (bin % 3 === 0 ? [border] : [border - 1n, border]))
        .filter((score) => score >= 0n && score < capacity);
      const { histogram } = verdictOf(inputOf(scores, { radix, digits }));
      expect(histogram.borders).toEqual(borders);
      expect(histogram.counts).toEqual(
        borders
          .slice(1)
          .map((end, bin) => scores.filter((score) => score >= (borders[bin] ?? 0n) && score < end).length),
      );
    },
  );
});
