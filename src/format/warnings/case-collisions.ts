import { folded } from "../language/letters.ts";
import type { Language } from "../language/language.ts";

/**
 * How many pairs among so many tokens are expected to differ in case alone. Of all words, Π Σ c² ordered pairs are equal but for the case, c being
 * how many symbols of a digit have one folded character, and each word is such a pair with itself.
 *
 * Exact where nothing is forbidden; elsewhere as if what is forbidden were spread evenly.
 */
export function caseCollisions({ alphabets, size }: Language, tokens: bigint): number {
  const pairs = alphabets.reduce((product, { symbols }) => product * sumOfSquares(symbols), 1n) - size;
  if (tokens < 2n || size < 2n) return 0;
  // Scaled, so that a ratio of long numbers keeps its digits.
  const scale = 10n ** 12n;
  const share = Number((pairs * scale * (tokens - 1n)) / (size * (size - 1n))) / Number(scale);
  return (Number(tokens) * share) / 2;
}

function sumOfSquares(symbols: readonly string[]): bigint {
  const counts = new Map<string, bigint>();
  for (const symbol of symbols) counts.set(folded(symbol), (counts.get(folded(symbol)) ?? 0n) + 1n);
  return [...counts.values()].reduce((sum, count) => sum + count * count, 0n);
}
