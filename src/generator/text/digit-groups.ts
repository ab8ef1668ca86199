/**
 * A number of many digits is cut into groups of a few digits each. A group is below 2^48, so a plain number holds it exactly, and one
 * division of the long number yields a whole group instead of one digit.
 */

/** Groups are below this: `writeNumerals()` would be exact for 2^50, too. */
export const GROUP_LIMIT = 2 ** 48;

/** `base ^ exponent` by multiplying: exact while the result is below 2^53, which `**` does not promise. */
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let times = 0; times < exponent; times++) result *= base;
  return result;
}

/** How many digits each group of a number has, the most significant first. All but the first are as long as the limit allows. */
export function groupDigits(radix: number, digits: number): number[] {
  let longest = 1;
  while (power(radix, longest + 1) <= GROUP_LIMIT) longest += 1;
  const layout: number[] = [];
  for (let left = digits; left > 0; left -= longest) layout.unshift(Math.min(left, longest));
  return layout;
}

/** Cuts a number into groups and calls `take` with each, the least significant first. `bases` says below what each group is. */
export function splitGroups(value: bigint, bases: readonly bigint[], take: (group: number, at: number) => void): void {
  let rest = value;
  for (let at = bases.length - 1; at > 0; at--) {
    const base = bases[at] ?? 1n;
    const quotient = rest / base;
    take(Number(rest - quotient * base), at);
    rest = quotient;
  }
  take(Number(rest), 0);
}

/**
 * Writes the numerals of a group, most significant first, to `numerals[start … start + digits − 1]`.
 *
 * The quotient q = floor(rest / radix) is computed as floor((rest + ½) / radix) by multiplying with a rounded inverse. The exact value
 * (rest + ½) / radix is at least ½ / radix away from every whole number. Both roundings together err by less than 2^-51 of the value,
 * which is below 2^48 / radix: by less than 2^-3 / radix. So the floor is right.
 */
export function writeNumerals(
  group: number,
  radix: number,
  numerals: Uint16Array,
  span: { start: number; digits: number },
): void {
  const inverse = 1 / radix;
  let rest = group;
  for (let at = span.start + span.digits - 1; at >= span.start; at--) {
    const quotient = Math.floor((rest + 0.5) * inverse);
    numerals[at] = rest - quotient * radix;
    rest = quotient;
  }
}
