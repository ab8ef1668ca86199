import { describe, expect, it } from "vitest";
import { Paces } from "../../../src/production/jobs/paces.ts";

const DIGITS = { alphabetChars: "0123456789", digits: 10, format: null, capacity: null };

describe("how long tokens take", () => {
  it("is not known before some were made, and not from a few", () => {
    const paces = new Paces();
    expect(paces.secondsOf(DIGITS, 1_000_000n)).toBe(null);
    paces.note(DIGITS, 99_999n, 1_000);
    expect(paces.secondsOf(DIGITS, 1_000_000n)).toBe(null);
  });

  it("is that of the newest tokens of as many digits over an alphabet as long", () => {
    const paces = new Paces();
    paces.note(DIGITS, 1_000_000n, 500);
    paces.note(DIGITS, 1_000_000n, 100);
    paces.note({ ...DIGITS, digits: 100 }, 100_000n, 9_000);
    expect(paces.secondsOf({ ...DIGITS, alphabetChars: "ABCDEFGHIJ" }, 10_000_000n)).toBeCloseTo(1, 9);
  });

  it("is estimated digit by digit where no such tokens were made", () => {
    const paces = new Paces();
    paces.note(DIGITS, 1_000_000n, 100);
    expect(paces.secondsOf({ ...DIGITS, digits: 20 }, 1_000_000n)).toBeCloseTo(0.2, 9);
    expect(paces.secondsOf({ ...DIGITS, alphabetChars: "01", digits: 5 }, 1_000_000n)).toBeCloseTo(0.05, 9);
  });
});
