import { type CheckName, CHECK_NAMES, type CheckScheme } from "./check-scheme.ts";
import { DAMM } from "./damm.ts";
import { ISO_7064 } from "./iso7064.ts";
import { GS1, LUHN, luhnModN } from "./luhn.ts";
import { VERHOEFF } from "./verhoeff.ts";

/** The scheme of that name. `characters` are those of `luhn-mod-n`, which is the only one that has none of its own. */
export function checkOf(name: CheckName, characters: readonly string[] = []): CheckScheme {
  if (name === "luhn-mod-n") return luhnModN(characters);
  const found = [LUHN, GS1, DAMM, VERHOEFF, ...ISO_7064].find((scheme) => scheme.name === name);
  /* v8 ignore next -- every name has its scheme, as a test holds */
  if (found === undefined) throw new Error(`The check scheme ${name} is missing.`);
  return found;
}

export function isCheckName(name: string): name is CheckName {
  return CHECK_NAMES.some((known) => known === name);
}

/** The check characters of digits, given by their values. */
export function checkValues(scheme: CheckScheme, values: readonly number[]): readonly number[] {
  const automaton = scheme.automaton(values.length);
  return automaton.check(values.reduce((state, value) => automaton.next(state, value), automaton.start));
}

/** The check characters of a text of characters that the scheme reads; null where it has another. */
export function checkText(scheme: CheckScheme, text: string): string | null {
  const values = Array.from(text, (character) => scheme.reads.indexOf(character));
  if (values.includes(-1)) return null;
  return checkValues(scheme, values)
    .map((value) => scheme.writes[value])
    .join("");
}
