import type { Fraction } from "../../../src/analysis/fraction.ts";

/** Every double is a whole number of units of 2^−1074, and so is twice the middle between two. */
const UNIT = 1_074n;

/** Whether of all doubles `value` is the one nearest to a fraction, the even one where two are as near, or null beyond all. Told by its bits alone. */
export function isNearest(value: number | null, { numerator, denominator }: Fraction): boolean {
  const isNegative = numerator < 0n;
  const exact = (isNegative ? -numerator : numerator) << (UNIT + 1n);
  return isSigned(value, isNegative) && isWithin(value, exact, (units) => units * denominator);
}

/** The same of a fraction's square root. */
export function isNearestRoot(value: number | null, { numerator, denominator }: Fraction): boolean {
  return (
    isSigned(value, false) && isWithin(value, numerator << (2n * (UNIT + 1n)), (units) => units * units * denominator)
  );
}

function isSigned(value: number | null, isNegative: boolean): boolean {
  return value === null || (isNegative ? value < 0 : value >= 0 && !Object.is(value, -0));
}

/** Whether something exact lies between the middles on both sides of a double, which `weigh` makes comparable to it. */
function isWithin(value: number | null, exact: bigint, weigh: (halfUnits: bigint) => bigint): boolean {
  const bits = bitsOf(value === null ? Infinity : Math.abs(value));
  const least = bits === 0n ? 0n : weigh(unitsOf(bits - 1n) + unitsOf(bits));
  if (value === null) return exact >= least;
  const greatest = weigh(unitsOf(bits) + unitsOf(bits + 1n));
  const isEven = (bits & 1n) === 0n;
  return isEven ? least <= exact && exact <= greatest : least < exact && exact < greatest;
}

function bitsOf(value: number): bigint {
  return new DataView(Float64Array.of(value).buffer).getBigUint64(0, true);
}

/** Of a positive double by its bits; infinity's are 2^1024, which follows the greatest. */
function unitsOf(bits: bigint): bigint {
  const exponent = bits >> 52n;
  const mantissa = bits & 0xf_ffff_ffff_ffffn;
  return exponent === 0n ? mantissa : (mantissa | (1n << 52n)) << (exponent - 1n);
}
