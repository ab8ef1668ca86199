/** A whole number of any size, as the service sends it. */
export type Whole = string | bigint | number;

const FULL = new Intl.NumberFormat();
const COMPACT = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const SIX = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 6 });
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;
/** Above this the digits say less than their number does. */
const READABLE = 10n ** 15n;
const BYTES_STEP = 1_000;

/** All digits, grouped as the reader is used to; never through a float. */
export function shownCount(count: Whole): string {
  return FULL.format(BigInt(count));
}

/** All digits where there are few, else the first three and the power of ten. */
export function shownLarge(count: Whole): string {
  const exact = BigInt(count);
  if (exact < READABLE) return FULL.format(exact);
  const digits = String(exact);
  const mantissa = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(
    Number(digits.slice(0, 6)) / 1e5,
  );
  return `${mantissa} × 10${superscript(digits.length - 1)}`;
}

export function shownCompact(count: Whole): string {
  const exact = BigInt(count);
  return exact < READABLE ? COMPACT.format(exact) : shownLarge(exact);
}

export function shownBytes(bytes: Whole): string {
  let value = Number(bytes);
  let unit = 0;
  while (value >= BYTES_STEP && unit < UNITS.length - 1) {
    value /= BYTES_STEP;
    unit += 1;
  }
  const style = { style: "unit", unit: UNITS[unit] ?? "byte", unitDisplay: unit === 0 ? "long" : "short" } as const;
  return new Intl.NumberFormat(undefined, { ...style, maximumSignificantDigits: 3 }).format(value);
}

export function shownPercent(share: number): string {
  return PERCENT.format(share);
}

/** A number of an analysis, to six digits. */
export function shownFloat(value: number | null): string {
  if (value === null) return "beyond a double";
  const size = Math.abs(value);
  if (size === 0 || (size < 1e9 && size >= 1e-4)) return SIX.format(value);
  const [mantissa = "", power = ""] = value.toExponential(5).split("e");
  return `${SIX.format(Number(mantissa))} × 10${superscript(Number(power))}`;
}

/** An amount in minor units, exact. */
export function shownMoney({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  const format = new Intl.NumberFormat(undefined, { style: "currency", currency });
  const places = format.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = amount.padStart(places + 1, "0");
  const decimal = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return format.format(decimal as unknown as number); // it takes a decimal string too, and keeps all its digits
}

/**
 * A size as people type it: "10 000 000", "10,000,000", "10m", "1e7"; null for what is none.
 *
 * Marks between digits count only in groups of three: "1.5m" is refused, not read as fifteen.
 */
export function parseCount(text: string): bigint | null {
  const typed = text.trim().toLowerCase();
  if (/^\d{1,3}(?:[\s_.,'’]\d{3})+$/.test(typed)) return BigInt(typed.replace(/\D/g, ""));
  const [, digits, unit = ""] = /^(\d{1,4000})\s?(k|m|bn?|t)?$/.exec(typed) ?? [];
  if (digits !== undefined) return BigInt(digits) * 10n ** BigInt({ k: 3, m: 6, b: 9, bn: 9, t: 12 }[unit] ?? 0);
  const [, mantissa, exponent] = /^(\d{1,20})e(\d{1,3})$/.exec(typed) ?? [];
  return mantissa !== undefined && exponent !== undefined ? BigInt(mantissa) * 10n ** BigInt(exponent) : null;
}

function superscript(power: number): string {
  return Array.from(String(power), (digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("");
}
