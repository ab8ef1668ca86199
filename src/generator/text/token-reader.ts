import { codePoints, toAlphabet } from "../../alphabet/alphabet.ts";
import { limbDigits, power } from "./digit-groups.ts";

/** The halves of a token as numbers, most significant half first; null for what is no token of the line. */
export type TokenReader = (token: string) => bigint[] | null;

/**
 * Reads tokens of a line, of halves of so many digits.
 *
 * A string that is too long is refused before it is looked at. Half a surrogate pair is no symbol, so what is not well-formed is no token.
 */
export function tokenReader(chars: string, halves: readonly number[]): TokenReader {
  const points = codePoints(toAlphabet(chars));
  const radix = points.length;
  const values = new Map(Array.from(points, (point, value) => [point, value]));
  const layouts = halves.map((digits) =>
    limbDigits(radix, digits).map((length) => ({ length, base: BigInt(power(radix, length)) })),
  );
  const digits = halves.reduce((sum, half) => sum + half, 0);
  return (token) => {
    if (token.length < digits || token.length > 2 * digits) return null;
    const numerals = numeralsOf(token, values);
    if (numerals?.length !== digits) return null;
    let at = 0;
    return layouts.map((limbs) =>
      limbs.reduce((half, { length, base }) => {
        let limb = 0;
        for (const end = at + length; at < end; at++) limb = limb * radix + (numerals[at] ?? 0);
        return half * base + BigInt(limb);
      }, 0n),
    );
  };
}

/** The places of a token's symbols in their alphabet; null where one is not there. */
function numeralsOf(token: string, values: ReadonlyMap<number, number>): number[] | null {
  const numerals: number[] = [];
  for (let at = 0; at < token.length; at++) {
    const point = token.codePointAt(at) ?? -1;
    const value = values.get(point);
    if (value === undefined) return null;
    numerals.push(value);
    if (point > 0xffff) at++;
  }
  return numerals;
}
