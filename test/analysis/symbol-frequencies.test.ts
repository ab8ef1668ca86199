import { describe, expect, it } from "vitest";
import { countNumerals } from "../../src/analysis/numeral-counts.ts";
import { symbolFrequencies } from "../../src/analysis/symbol-frequencies.ts";
import { evenly, inputOf } from "./support/samples.ts";

describe("the frequencies of symbols", () => {
  it("are the counts of each symbol at each digit, with their means", () => {
    // Of three symbols and two digits: 00, 01, 11, 21, 22.
    const { numerals } = inputOf([0, 1, 4, 7, 8], { radix: 3, digits: 2 });
    const sample = { symbols: evenly({ radix: 3, digits: 2 }), capacity: 9n, count: 5 };
    const expected = [5 / 3, 5 / 3, 5 / 3];
    expect(symbolFrequencies(countNumerals(numerals(), sample), sample)).toEqual([
      { position: 1, sizes: [1, 1, 1], counts: [2, 1, 2], expected },
      { position: 2, sizes: [1, 1, 1], counts: [1, 3, 1], expected },
    ]);
  });

  it("are 8,192 in all at most: neighbours are added up, and nothing is lost", () => {
    const sizes = new Array<number>(65).fill(1);
    const counts = Array.from({ length: 1000 }, () => ({
      sizes,
      weights: sizes,
      total: 65,
      row: Float64Array.from(sizes.keys()),
    }));
    const sample = { symbols: evenly({ radix: 65, digits: 1000 }), capacity: 65n ** 1000n, count: 2080 };
    const found = symbolFrequencies(counts, sample);
    expect(found).toHaveLength(1000);
    const { counts: sums = [], expected = [], sizes: joined = [] } = found[999] ?? {};
    expect(joined).toEqual([9, 9, 9, 9, 9, 9, 9, 2]);
    expect(sums.reduce((sum, each) => sum + each)).toBe((64 * 65) / 2);
    expect(expected.reduce((sum, each) => sum + each)).toBeCloseTo(2080, 9);
  });
});
