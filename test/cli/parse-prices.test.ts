import { expect, it } from "vitest";
import { parsePrices } from "../../src/cli/parse-prices.ts";

it("reads prices by their names, as they are written", () => {
  expect(parsePrices(["job=0", "digit=0.000001", "metrics=9999999.999999", "rebate=agreement"])).toEqual({
    job: 0,
    digit: 0.000001,
    metrics: 9_999_999.999999,
    rebate: undefined,
  });
});

it.each(["currency=USD", "price=1", "=1", ""])("refuses %j, and names the prices that there are", (text) => {
  expect(() => parsePrices([text])).toThrow(/^There is no price .*: .*the names are job, digit, metrics, rebate\.$/);
});

it.each([
  "job",
  "job=",
  "job=-1",
  "job=1e3",
  "job=1.",
  "job=.5",
  "job=1,5",
  "job=0.0000001",
  "job=10000000",
  "job=1=2",
  "job=agreement=1",
  "job=٥",
])("refuses %s, and tells what would be right", (text) => {
  expect(() => parsePrices([text])).toThrow(
    "The price job must be an amount from 0 to 9999999 with at most 6 decimals, such as 0.0005, or the word agreement.",
  );
});
