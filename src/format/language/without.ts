import { MAX_DIGITS } from "../../alphabet/capacity.ts";
import { type SymbolRule, symbolRefusals } from "../../alphabet/symbol.ts";
import { ServiceError } from "../../errors.ts";
import { folded } from "./letters.ts";

/** What no token of a format has. All of it looks at digits and check characters as they follow one another; literals are left out. */
export interface Without {
  /** Words that stand nowhere in a token, sorted, each once. */
  readonly words: readonly string[];
  /** Whether a word is meant in upper and lower case alike. */
  readonly ignoreCase: boolean;
  /** Whether digits stand for the letters that they look like. */
  readonly digitsForLetters: boolean;
  /** The most equal characters in a row; null for any number. */
  readonly maxRun: number | null;
  readonly atLeastOneLetter: boolean;
  readonly atLeastOneDigit: boolean;
}

export type WithoutInput = Partial<Without>;

/** Letters of all words together: each may become a state. */
const MAX_LETTERS = 65_535;

/**
 * Checks what tokens are to be without.
 *
 * @throws {ServiceError} `FORMAT_INVALID`, naming the field, or `FORMAT_TOO_LARGE` for more letters than an automaton may have states.
 */
export function parseWithout(input: WithoutInput, rule: SymbolRule = symbolRefusals): Without {
  const { words = [], ignoreCase = true, digitsForLetters = false, maxRun = null } = input;
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  if (letters > 2 * MAX_LETTERS || [...words.join("")].length > MAX_LETTERS)
    throw new ServiceError(
      "FORMAT_TOO_LARGE",
      `The words have more than ${MAX_LETTERS} letters together.`,
      "without.words",
      {
        maximum: BigInt(MAX_LETTERS),
      },
    );
  if (maxRun !== null && !(Number.isInteger(maxRun) && maxRun >= 1 && maxRun <= MAX_DIGITS))
    throw new ServiceError(
      "FORMAT_INVALID",
      `maxRun is 1 to ${MAX_DIGITS} equal characters in a row, but got ${maxRun}.`,
      "without.maxRun",
      {
        minimum: 1n,
        maximum: BigInt(MAX_DIGITS),
      },
    );
  return {
    words: [...new Set(words.map((word, at) => parseWord(word, at, { ignoreCase, rule })))].sort(),
    ignoreCase,
    digitsForLetters,
    maxRun,
    atLeastOneLetter: input.atLeastOneLetter ?? false,
    atLeastOneDigit: input.atLeastOneDigit ?? false,
  };
}

/** Whether nothing is forbidden at all. */
export function forbidsNothing(without: Without): boolean {
  return without.words.length === 0 && without.maxRun === null && !without.atLeastOneLetter && !without.atLeastOneDigit;
}

function parseWord(
  text: string,
  at: number,
  { ignoreCase, rule }: { readonly ignoreCase: boolean; readonly rule: SymbolRule },
): string {
  const fault = wordRefusal(text, rule);
  if (fault !== null)
    throw new ServiceError("FORMAT_INVALID", `The word at place ${at + 1} of words ${fault}.`, "without.words");
  const word = text.normalize("NFC");
  return ignoreCase ? Array.from(word, folded).join("") : word;
}

/** Says why a word cannot be forbidden; null for one that can. */
export function wordRefusal(text: string, rule: SymbolRule = symbolRefusals): string | null {
  if (text === "") return "is empty";
  const characters = Array.from(text.normalize("NFC"));
  const refusals = rule(characters);
  const at = refusals.findIndex((fault) => fault !== null);
  return at < 0 ? null : `has the character ${JSON.stringify(characters[at])}, which ${refusals[at] ?? ""}`;
}
