import { folded } from "../language/letters.ts";

/** D. Crockford's look-alikes, "Base 32" (2019), and back: what a character may have been meant as. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { o: "0", i: "1", l: "1", "0": "o", "1": "il" };

/** Which of some symbols a typed character may be; none where it cannot be any. */
export type TypedReadings = (character: string) => readonly string[];

/**
 * A symbol is itself. What is none of them is read in the other case, where no two symbols differ in case alone, or as what looks like it.
 */
export function typedReadings(symbols: readonly string[]): TypedReadings {
  const own = new Set(symbols);
  const byFolded = new Map(symbols.map((symbol) => [folded(symbol), symbol]));
  const hasOneCase = byFolded.size === own.size;
  const find = (character: string): string | undefined =>
    own.has(character) ? character : hasOneCase ? byFolded.get(folded(character)) : undefined;
  return (character) => {
    const found = find(character);
    if (found !== undefined) return [found];
    const alike = Array.from(LOOK_ALIKES[folded(character)] ?? "", find).filter((symbol) => symbol !== undefined);
    return [...new Set(alike)];
  };
}

/** What people put between groups, or leave out. */
export function isSeparator(character: string): boolean {
  return /[\p{White_Space}\p{Pd}\u2212._/:,]/u.test(character);
}
