import type { Alphabet } from "../../alphabet/alphabet.ts";
import { MAX_DIGITS } from "../../alphabet/capacity.ts";
import { groupDigits, power, splitGroups, writeNumerals } from "../text/digit-groups.ts";

/**
 * Writes a score as a token: its numerals, most significant first, each as the symbol with that index in the alphabet.
 *
 * @throws {RangeError} When no token of that shape has the score.
 */
export function tokenOf(alphabet: Alphabet, digits: number, score: bigint): string {
  const radix = alphabet.symbols.length;
  if (score < 0n || score >= BigInt(radix) ** BigInt(digits)) {
    throw new RangeError(`The score of a token with ${digits} of ${radix} symbols is below ${radix}^${digits}.`);
  }
  const layout = groupDigits(radix, digits);
  const starts = layout.map((_, at) => layout.slice(0, at).reduce((sum, length) => sum + length, 0));
  const numerals = new Uint16Array(digits);
  splitGroups(
    score,
    layout.map((length) => BigInt(power(radix, length))),
    (group, at) => {
      writeNumerals(group, radix, numerals, { start: starts[at] ?? 0, digits: layout[at] ?? 0 });
    },
  );
  return Array.from(numerals, (numeral) => alphabet.symbols[numeral] ?? "").join("");
}

/** Reads a token's numerals as one number, most significant first; null when it is not 1 to 1,000 symbols of the alphabet. */
export function scoreOf(alphabet: Alphabet, token: string): bigint | null {
  if (token.length > 2 * MAX_DIGITS) return null;
  const symbols = Array.from(token);
  if (symbols.length < 1 || symbols.length > MAX_DIGITS) return null;
  const values = new Map(alphabet.symbols.map((symbol, value) => [symbol, value]));
  const radix = alphabet.symbols.length;
  let score = 0n;
  let at = 0;
  for (const length of groupDigits(radix, symbols.length)) {
    let group = 0;
    for (const end = at + length; at < end; at++) {
      const value = values.get(symbols[at] ?? "");
      if (value === undefined) return null;
      group = group * radix + value;
    }
    score = score * BigInt(power(radix, length)) + BigInt(group);
  }
  return score;
}
