/**
 * Numerals in bulk: a number of many digits is cut into limbs of a few digits each, below 2^48, which plain numbers hold exactly.
 * One division of a long number then yields a whole limb instead of one digit.
 */

/** A limb is below this, so that dividing it by a radix is exact in a plain number. */
export const LIMB_LIMIT = 2 ** 48;

/** `base ^ exponent` by multiplying: exact while the result is below 2^53, which `**` does not promise. */
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let times = 0; times < exponent; times++) result *= base;
  return result;
}

/** How many digits each limb of a number has, most significant limb first; all but the first are as long as the limit lets them. */
export function limbDigits(radix: number, digits: number): number[] {
  let longest = 1;
  while (power(radix, longest + 1) <= LIMB_LIMIT) longest += 1;
  const layout: number[] = [];
  for (let left = digits; left > 0; left -= longest) layout.unshift(Math.min(left, longest));
  return layout;
}

/** Gives each limb of a number of that layout to `take`, the least significant first. */
export function splitLimbs(value: bigint, bases: readonly bigint[], take: (limb: number, place: number) => void): void {
  let rest = value;
  for (let place = bases.length - 1; place > 0; place--) {
    const base = bases[place] ?? 1n;
    const quotient = rest / base;
    take(Number(rest - quotient * base), place);
    rest = quotient;
  }
  take(Number(rest), 0);
}

/** Writes the numerals of a limb, most significant first, to `numerals[start … start + digits − 1]`. */
export function writeNumerals(
  limb: number,
  radix: number,
  numerals: Uint16Array,
  span: { start: number; digits: number },
): void {
  const inverse = 1 / radix;
  let rest = limb;
  for (let place = span.start + span.digits - 1; place >= span.start; place--) {
    // Half a unit keeps the product clear of every whole number, on whichever side rounding errs: exact below 2^50.
    const quotient = Math.floor((rest + 0.5) * inverse);
    numerals[place] = rest - quotient * radix;
    rest = quotient;
  }
}
