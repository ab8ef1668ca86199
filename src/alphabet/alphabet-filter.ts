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

/**
 * Lists presets by id, then custom ones in their order.
 *
 * @param readCustom asked only where the filter does not leave them out.
 */
export async function listAlphabets(filter: AlphabetFilter, readCustom: () => Promise<readonly NamedAlphabet[]>): Promise<NamedAlphabet[]> {
  const presets = filter.style === "custom" ? [] : PRESETS.map(({ id, alphabet }) => ({ id, style: "preset" as const, alphabet }));
  const custom = filter.style === "preset" ? [] : await readCustom();
  const hasAll = containing(filter.chars ?? "");
  return [...presets, ...custom].filter(({ alphabet }) => (filter.length === undefined || traits(alphabet).length === filter.length) && hasAll(alphabet));
}

/** Takes one pass over an alphabet, whose characters are all different, however many are wanted. */
function containing(chars: string): (alphabet: Alphabet) => boolean {
  const wanted = new Set(chars);
  if (wanted.size === 0) return () => true;
  const isWanted = new Uint8Array(0x110000);
  for (const char of wanted) isWanted[char.codePointAt(0) ?? 0] = 1;
  return (alphabet) => {
    let found = 0;
    for (let at = 0; at < alphabet.chars.length; ) {
      const point = alphabet.chars.codePointAt(at) ?? 0;
      found += isWanted[point] ?? 0;
      at += point > 0xffff ? 2 : 1;
    }
    return found === wanted.size;
  };
}
