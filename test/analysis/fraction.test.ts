import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitLength, rootToDouble, rootToWhole, toDouble, toWhole } from "../../src/analysis/fraction.ts";
import { isNearest, isNearestRoot } from "./support/nearest.ts";

const SEED = 20_260_411;

/** Numbers of every length up to 2,200 bits, not only long ones. */
const naturals = fc
  .tuple(fc.integer({ min: 0, max: 2_200 }), fc.bigInt({ min: 0n, max: 1n << 2_200n }))
  .map(([bits, value]) => BigInt.asUintN(bits, value));
const denominators = fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 1n, max: 1n << 100n }));

describe("a fraction", () => {
  it("gives the nearest double, or null beyond all doubles", () => {
    fc.assert(
      fc.property(naturals, denominators, fc.boolean(), (magnitude, denominator, isNegative) => {
        const fraction = { numerator: isNegative ? -magnitude : magnitude, denominator };
        expect(isNearest(toDouble(fraction), fraction)).toBe(true);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("gives the double nearest to its root, though it is itself beyond all doubles", () => {
    fc.assert(
      fc.property(naturals, denominators, (numerator, denominator) => {
        const fraction = { numerator, denominator };
        expect(isNearestRoot(rootToDouble(fraction), fraction)).toBe(true);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
    expect(rootToDouble({ numerator: 1n << 2_046n, denominator: 1n })).toBe(2 ** 1_023);
    expect(rootToDouble({ numerator: 1n << 2_048n, denominator: 1n })).toBeNull();
  });

  it("rounds what lies between two doubles to the even one, and a little more upwards", () => {
    const middle = 2n ** 53n + 1n;
    expect(toDouble({ numerator: middle, denominator: 1n })).toBe(2 ** 53);
    expect(toDouble({ numerator: middle + 2n, denominator: 1n })).toBe(2 ** 53 + 4);
    expect(toDouble({ numerator: -middle, denominator: 1n })).toBe(-(2 ** 53));
    expect(toDouble({ numerator: middle * 10n ** 40n + 1n, denominator: 10n ** 40n })).toBe(2 ** 53 + 2);
    expect(rootToDouble({ numerator: middle ** 2n, denominator: 1n })).toBe(2 ** 53);
    expect(rootToDouble({ numerator: middle ** 2n * 10n ** 80n + 1n, denominator: 10n ** 80n })).toBe(2 ** 53 + 2);
  });

  it("is null from the middle between the greatest double and 2^1024 on", () => {
    const greatest = BigInt(Number.MAX_VALUE);
    const middle = (greatest + 2n ** 1_024n) / 2n;
    expect(toDouble({ numerator: middle - 1n, denominator: 1n })).toBe(Number.MAX_VALUE);
    expect(toDouble({ numerator: middle, denominator: 1n })).toBeNull();
    expect(toDouble({ numerator: -middle, denominator: 1n })).toBeNull();
  });

  it("knows no negative zero", () => {
    expect(toDouble({ numerator: 0n, denominator: 7n })).toBe(0);
    expect(rootToDouble({ numerator: 0n, denominator: 7n })).toBe(0);
  });

  it.each([
    [7_775n, 2n, 3_888n],
    [-7_775n, 2n, -3_888n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [-1n, 3n, 0n],
    [4n, 3n, 1n],
    [5n, 3n, 2n],
    [(10n ** 60n + 1n) * 2n - 1n, 2n, 10n ** 60n + 1n],
  ])("is as a whole number, halves away from zero, %d / %d = %d", (numerator, denominator, whole) => {
    expect(toWhole({ numerator, denominator })).toBe(whole);
  });

  it.each([
    [0n, 1n, 0n],
    [5_039_496n, 1n, 2_245n],
    [1n, 4n, 1n], // the root is a half
    [24n, 100n, 0n],
    [10n ** 60n * 4n + 4n * 10n ** 30n + 1n, 4n, 10n ** 30n + 1n], // a half again, which no double could tell
    [10n ** 60n * 4n + 4n * 10n ** 30n, 4n, 10n ** 30n],
  ])("has a root that is, as a whole number, √(%d / %d) = %d", (numerator, denominator, whole) => {
    expect(rootToWhole({ numerator, denominator })).toBe(whole);
  });
});

describe("bitLength()", () => {
  it("counts the digits of base two", () => {
    for (const value of [1n, 2n, 7n, 8n, 15n, 16n, 255n, 256n, 2n ** 64n - 1n, 2n ** 64n, 5n ** 100n])
      expect(bitLength(value)).toBe(value.toString(2).length);
    expect(bitLength(0n)).toBe(0);
  });
});
