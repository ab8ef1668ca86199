/** A quotient of whole numbers, exactly. */
export interface Fraction {
  readonly numerator: bigint;
  /** Above 0. Denominators here come from counts, so that no quotient is near the smallest doubles. */
  readonly denominator: bigint;
}

/** More than a double's 53 bits and the one that decides its rounding. */
const BITS = 64;

/** The nearest double, of two as near the even one; null beyond double's range. */
export function toDouble({ numerator, denominator }: Fraction): number | null {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const exponent = bitLength(magnitude) - bitLength(denominator) - BITS;
  const [dividend, divisor] = scale(magnitude, denominator, -exponent);
  const quotient = dividend / divisor;
  const value = round(quotient, quotient * divisor === dividend, exponent);
  return value !== null && numerator < 0n ? -value : value;
}

/** The double nearest to the square root of a quotient that is not negative; null beyond double's range. */
export function rootToDouble({ numerator, denominator }: Fraction): number | null {
  const exponent = ((bitLength(numerator) - bitLength(denominator)) >> 1) - BITS;
  const [dividend, divisor] = scale(numerator, denominator, -2 * exponent);
  const root = integerRoot(dividend / divisor);
  return round(root, root * root * divisor === dividend, exponent);
}

/** The nearest whole number, halves away from zero. */
export function toWhole({ numerator, denominator }: Fraction): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const whole = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -whole : whole;
}

/** The whole number nearest to the square root of a quotient that is not negative. */
export function rootToWhole({ numerator, denominator }: Fraction): bigint {
  return (integerRoot((4n * numerator) / denominator) + 1n) >> 1n;
}

/** Bits of a number that is not negative, without leading zeros. */
export function bitLength(value: bigint): number {
  const digits = value.toString(16);
  return 4 * digits.length - Math.clz32(parseInt(digits.slice(0, 1), 16)) + 28;
}

/** Numerator and denominator of a quotient times 2^`bits`. */
function scale(numerator: bigint, denominator: bigint, bits: number): readonly [bigint, bigint] {
  return bits < 0 ? [numerator, denominator << BigInt(-bits)] : [numerator << BigInt(bits), denominator];
}

/** `value` × 2^`exponent`, rounded once. For an inexact value, what was cut off counts as a set bit below all others. */
function round(value: bigint, isExact: boolean, exponent: number): number | null {
  const sticky = (value << 1n) | (isExact ? 0n : 1n);
  const [whole, divisor] = scale(sticky, 1n, exponent - 1);
  const result = Number(whole) / Number(divisor); // the language rounds a whole number exactly; a power of two divides without rounding
  return Number.isFinite(result) ? result : null;
}

/** The largest whole number whose square is not above `value`: Newton's method, falling from a power of two. */
function integerRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  let root = 1n << BigInt((bitLength(value) + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
