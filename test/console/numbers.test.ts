import { expect, it } from "vitest";
import { parseCount, shownLarge } from "../../src/console/lib/numbers.ts";

it("reads a size as people type it", () => {
  for (const text of ["1000000", "1 000 000", "1,000,000", "1.000.000", "1’000’000", "1m", "1 M", "1000k", "1e6"])
    expect(parseCount(text), text).toBe(1_000_000n);
  expect(parseCount("9007199254740993")).toBe(9_007_199_254_740_993n);
});

it("refuses what could be read in two ways, rather than order ten times as much", () => {
  for (const text of ["1.5m", "1,5", "10.0", "1 00", "-5", "1e", "ten", "", "0x10", "1_0"])
    expect(parseCount(text), text).toBeNull();
});

it("shows every digit of what can be read, and the power of ten of what cannot", () => {
  expect(shownLarge(999_999_999_999_999n).replace(/\D/g, "")).toBe("999999999999999");
  expect(shownLarge(531_441n * 10n ** 12n)).toMatch(/^5[.,]31 × 10¹⁷$/);
});
