import type { Price } from "../access/agreement.ts";

/** An amount of money, exact. */
export interface Money {
  /** In minor units of the currency, such as cents. */
  readonly amount: bigint;
  /** ISO 4217, in capitals. */
  readonly currency: string;
}

export interface PricedPart {
  /** Tokens. */
  readonly size: bigint;
  readonly digits: number;
  readonly isAnalysed: boolean;
}

/** `units / 10^scale` */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const CENT_SCALE = 2;

/**
 * The price of a part: job, each digit of each token, metrics where it is analysed, less the rebate; never below 0.
 *
 * Computed in whole numbers and rounded once, half up, to cents. Source: design, section 5.
 *
 * @example priceOf(basic.price, { size: 7_776n, digits: 5, isAnalysed: false }); // 5 + 0.0009 × 38,880 = 39.992: { amount: 3_999n, currency: "EUR" }
 */
export function priceOf(price: Price, { size, digits, isAnalysed }: PricedPart): Money {
  const { job, digit, metrics, rebate, currency } = price;
  const scale = Math.max(CENT_SCALE, ...[job, digit, metrics, rebate].map((part) => toDecimal(part).scale));
  const unitsOf = (part: number) => atScale(toDecimal(part), scale);
  const units =
    unitsOf(job) + unitsOf(digit) * size * BigInt(digits) + (isAnalysed ? unitsOf(metrics) : 0n) - unitsOf(rebate);
  return { amount: units > 0n ? halfUp(units, 10n ** BigInt(scale - CENT_SCALE)) : 0n, currency };
}

/** The decimal that the number was written as: the shortest one that reads back as it. */
function toDecimal(number: number): Decimal {
  const [mantissa = "", exponent = "0"] = String(number).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function atScale({ units, scale }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}

/** Of numbers that are not negative. */
function halfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
