import type { Alphabet } from "../../alphabet/alphabet.ts";
import { MAX_DIGITS } from "../../alphabet/capacity.ts";
import { limbDigits, power, splitLimbs, writeNumerals } from "../text/digit-groups.ts";

/**
 * Writes a score as a token: its numerals, most significant first, each as the symbol at that place of the alphabet.
 *
 * @throws {RangeError} When no token of that shape has the score.
 */
export function tokenOf(alphabet: Alphabet, digits: number, score: bigint): string {
  const radix = alphabet.symbols.length;
  if (score < 0n || score >= BigInt(radix) ** BigInt(digits)) {
    throw new RangeError(`The score of a token with ${digits} of ${radix} symbols is below ${radix}^${digits}.`);
  }
  const layout = limbDigits(radix, digits);
  const starts = layout.map((_, place) => layout.slice(0, place).reduce((sum, length) => sum + length, 0));
  const numerals = new Uint16Array(digits);
  splitLimbs(
    score,
    layout.map((length) => BigInt(power(radix, length))),
    (limb, place) => {
      writeNumerals(limb, radix, numerals, { start: starts[place] ?? 0, digits: layout[place] ?? 0 });
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
  for (const length of limbDigits(radix, symbols.length)) {
    let limb = 0;
    for (const end = at + length; at < end; at++) {
      const value = values.get(symbols[at] ?? "");
      if (value === undefined) return null;
      limb = limb * radix + value;
    }
    score = score * BigInt(power(radix, length)) + BigInt(limb);
  }
  return score;
}
