import { expect } from "vitest";
import type { Fraction } from "../../../src/analysis/fraction.ts";
import type { Metrics } from "../../../src/analysis/metrics.ts";
import { isNearest, isNearestRoot } from "./nearest.ts";

/** The definitions, word for word, on numbers that are all in memory. */
export function expectMetrics(metrics: Metrics, values: readonly bigint[]): void {
  const count = BigInt(values.length);
  const sorted = values.toSorted((a, b) => (a < b ? -1 : 1));
  const sum = values.reduce((total, value) => total + value, 0n);
  const mean = { numerator: sum, denominator: count };
  const median = {
    numerator: middle(sorted, (values.length - 1) >> 1) + middle(sorted, values.length >> 1),
    denominator: 2n,
  };
  const squares = values.reduce((total, value) => total + (count * value - sum) ** 2n, 0n); // of the distances from the mean, times count²
  const variance = { numerator: squares, denominator: count * count * (count - 1n) };
  expect([metrics.minimum, metrics.maximum]).toEqual([sorted[0], sorted.at(-1)]);
  expect([
    isNearest(metrics.mean, mean),
    isNearest(metrics.median, median),
    isNearest(metrics.variance, variance),
    isNearestRoot(metrics.deviation, variance),
  ]).toEqual([true, true, true, true]);
  expect([
    isRounded(metrics.whole.mean, mean),
    isRounded(metrics.whole.median, median),
    isRoundedRoot(metrics.whole.deviation, variance),
  ]).toEqual([true, true, true]);
}

function middle(sorted: readonly bigint[], rank: number): bigint {
  const value = sorted[rank];
  if (value === undefined) throw new Error("There is no such rank.");
  return value;
}

/** Whether a fraction lies from whole − ½ to whole + ½, of which the one farther from zero is the next number's. */
function isRounded(whole: bigint, { numerator, denominator }: Fraction): boolean {
  if (numerator < 0n) return whole <= 0n && isRounded(-whole, { numerator: -numerator, denominator });
  return (
    whole >= 0n && (2n * whole - 1n) * denominator <= 2n * numerator && 2n * numerator < (2n * whole + 1n) * denominator
  );
}

function isRoundedRoot(whole: bigint, { numerator, denominator }: Fraction): boolean {
  const least = 2n * whole - 1n;
  return (
    whole >= 0n &&
    (least < 0n || least ** 2n * denominator <= 4n * numerator) &&
    4n * numerator < (2n * whole + 1n) ** 2n * denominator
  );
}
