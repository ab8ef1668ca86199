import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGREEMENTS, type Price } from "../../src/access/agreement.ts";
import { priceOf } from "../../src/payment/price.ts";

const basic = AGREEMENTS.basic.price;
const FREE: Price = { job: 0, digit: 0, metrics: 0, rebate: 0, currency: "EUR" };
const one = { size: 1n, digits: 1, isAnalysed: true };

describe("the price of a part", () => {
  it.each([
    [7_776n, 5, false, 3_999n], // 5 + 34.992
    [7_776n, 5, true, 4_099n],
    [1_000n, 3, false, 770n],
    [100_000n, 10, false, 90_500n],
    [52_428n, 20, false, 94_870n], // 5 + 943.704
    [10_485n, 100, true, 94_965n], // 5 + 943.65 + 1
  ])(
    "is, by the basic agreement, for %d tokens of %d digits, analysed: %s, %d cents",
    (size, digits, isAnalysed, amount) => {
      expect(priceOf(basic, { size, digits, isAnalysed })).toEqual({ amount, currency: "EUR" });
    },
  );

  it("is nothing under the unlimited agreement, whatever the size", () => {
    expect(priceOf(AGREEMENTS.unlimited.price, { size: 10n ** 15n, digits: 1_000, isAnalysed: true })).toEqual({
      amount: 0n,
      currency: "EUR",
    });
  });

  it("has the rebate taken off as an amount, and is never below 0", () => {
    expect(priceOf({ ...basic, rebate: 0.5 }, { size: 7_776n, digits: 5, isAnalysed: false }).amount).toBe(3_949n);
    expect(priceOf({ ...basic, rebate: 39.99 }, { size: 7_776n, digits: 5, isAnalysed: false }).amount).toBe(0n);
    expect(priceOf({ ...basic, rebate: 1_000 }, { size: 7_776n, digits: 5, isAnalysed: false }).amount).toBe(0n);
  });

  it.each([
    [{ job: 0.005 }, 1n],
    [{ job: 0.0049 }, 0n],
    [{ job: 1.005 }, 101n], // as a double it is below
    [{ job: 0.004, digit: 0.004 }, 1n], // rounded once, not part by part
    [{ job: 0.1, digit: 0.2, metrics: 0.005 }, 31n],
    [{ job: 0.01, rebate: 0.005 }, 1n],
    [{ job: 2.5e-7, digit: 0.00499975 }, 1n],
    [{ job: 1e21 }, 10n ** 23n],
  ])("is rounded once, half up, from exact decimals: %j", (price, amount) => {
    expect(priceOf({ ...FREE, ...price }, one).amount).toBe(amount);
  });

  it("is exact where numbers are not", () => {
    expect(priceOf({ ...FREE, digit: 0.0009 }, { size: 10n ** 30n + 1n, digits: 1, isAnalysed: false }).amount).toBe(
      9n * 10n ** 28n,
    );
    expect(
      priceOf({ ...FREE, digit: 0.07, currency: "CHF" }, { size: 2n ** 80n, digits: 3, isAnalysed: false }),
    ).toEqual({ amount: 21n * 2n ** 80n, currency: "CHF" });
  });

  it("is what whole ten-thousandths add up to", () => {
    const units = fc.integer({ min: 0, max: 10 ** 9 });
    const part = fc.record({
      size: fc.bigInt(0n, 10n ** 15n),
      digits: fc.integer({ min: 1, max: 1_000 }),
      isAnalysed: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.record({ job: units, digit: units, metrics: units, rebate: units }),
        part,
        ({ job, digit, metrics, rebate }, { size, digits, isAnalysed }) => {
          const price = {
            job: job / 10_000,
            digit: digit / 10_000,
            metrics: metrics / 10_000,
            rebate: rebate / 10_000,
            currency: "EUR",
          };
          const sum =
            BigInt(job) + BigInt(digit) * size * BigInt(digits) + (isAnalysed ? BigInt(metrics) : 0n) - BigInt(rebate);
          expect(priceOf(price, { size, digits, isAnalysed }).amount).toBe(sum < 0n ? 0n : (sum + 50n) / 100n);
        },
      ),
    );
  });
});
