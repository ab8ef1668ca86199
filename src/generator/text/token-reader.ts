import { codePoints, toAlphabet } from "../../alphabet/alphabet.ts";
import { groupDigits, power } from "./digit-groups.ts";

/** Reads a token's halves as numbers, the most significant first; null for a string that is no token of the line. */
export type TokenReader = (token: string) => bigint[] | null;

/**
 * A reader for tokens whose halves have so many digits.
 *
 * It refuses a string that is too long before it looks at it. Half a surrogate pair is no symbol, so a string that is not well-formed is no token.
 */
export function tokenReader(chars: string, halves: readonly number[]): TokenReader {
  const points = codePoints(toAlphabet(chars));
  const radix = points.length;
  const values = new Map(Array.from(points, (point, value) => [point, value]));
  const layouts = halves.map((digits) =>
    groupDigits(radix, digits).map((length) => ({ length, base: BigInt(power(radix, length)) })),
  );
  const digits = halves.reduce((sum, half) => sum + half, 0);
  return (token) => {
    if (token.length < digits || token.length > 2 * digits) return null;
    const numerals = numeralsOf(token, values);
    if (numerals?.length !== digits) return null;
    let at = 0;
    return layouts.map((groups) =>
      groups.reduce((half, { length, base }) => {
        let group = 0;
        for (const end = at + length; at < end; at++) group = group * radix + (numerals[at] ?? 0);
        return half * base + BigInt(group);
      }, 0n),
    );
  };
}

/** The index of each of a token's symbols in the alphabet; null when one is not there. */
function numeralsOf(token: string, values: ReadonlyMap<number, number>): number[] | null {
  const numerals: number[] = [];
  for (let at = 0; at < token.length; at++) {
    /* v8 ignore next -- `at` is within the token */
    const point = token.codePointAt(at) ?? -1;
    const value = values.get(point);
    if (value === undefined) return null;
    numerals.push(value);
    if (point > 0xffff) at++;
  }
  return numerals;
}
