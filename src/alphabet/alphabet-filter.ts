import type { Alphabet } from "./alphabet.ts";
import { PRESETS } from "./presets.ts";
import type { AlphabetStyle, NamedAlphabet } from "./alphabets.ts";
import { traits } from "./traits.ts";

/** What an alphabet must be to be listed; whatever is left out does not matter. */
export interface AlphabetFilter {
  readonly style?: AlphabetStyle | undefined;
  /** Symbols. */
  readonly length?: number | undefined;
  /** Characters that it must all contain. */
  readonly chars?: string | undefined;
}

/** Up to so many characters each is searched for; more are looked up. */
const FEW = 32;

/**
 * Lists presets by id, then custom ones in their order.
 *
 * @param readCustom asked only where the filter does not leave them out.
 */
export async function listAlphabets(filter: AlphabetFilter, readCustom: () => Promise<readonly NamedAlphabet[]>): Promise<NamedAlphabet[]> {
  const presets = filter.style === "custom" ? [] : PRESETS.map(({ id, alphabet }) => ({ id, style: "preset" as const, alphabet }));
  const custom = filter.style === "preset" ? [] : await readCustom();
  const wanted = filter.chars === undefined ? null : [...new Set(filter.chars)];
  return [...presets, ...custom].filter(({ alphabet }) => (filter.length === undefined || traits(alphabet).length === filter.length) && (wanted === null || hasAll(alphabet, wanted)));
}

function hasAll(alphabet: Alphabet, wanted: readonly string[]): boolean {
  if (wanted.length > alphabet.chars.length) return false;
  if (wanted.length <= FEW) return wanted.every((char) => alphabet.symbols.includes(char));
  const symbols = new Set(alphabet.symbols);
  return wanted.every((char) => symbols.has(char));
}
