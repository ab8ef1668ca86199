import type { Format } from "../format.ts";
import { wordsTooLong } from "../format.ts";
import type { Language } from "../language/language.ts";
import { checksOf, digitAlphabets } from "../pattern/pattern.ts";
import { caseCollisions } from "./case-collisions.ts";
import { countMatching } from "./count-matching.ts";
import { countWithLookAlikes } from "./look-alikes.ts";
import { spreadsheetMatcher } from "./spreadsheet.ts";

export type WarningCode =
  | "LOOK_ALIKES"
  | "CASE_COLLISIONS"
  | "SPREADSHEET"
  | "GUESSABLE"
  | "NEARLY_EXHAUSTED"
  | "CHECK_CHARACTERS"
  | "WORDS_IGNORED";

export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

/** Tokens of a line after an order. */
export interface Ordered {
  /** Tokens that the line has issued then. */
  readonly issued: bigint;
}

/** A warning concerns more than one token in so many. */
const CONCERNED = 1_000n;

/** One try in so many may succeed before that is told; the mark of Delegated Regulation (EU) 2016/161, article 4, for medicines. */
const GUESSES = 10_000n;

/** What to know of a format before tokens are ordered; each where it concerns more than 1 in 1,000 of them. */
export function formatWarnings(format: Format, language: Language, { issued }: Ordered): Warning[] {
  return [
    ...lookAlikes(language),
    ...collisions(language, issued),
    ...spreadsheet(format, language),
    ...guessable(language, issued),
    ...nearlyExhausted(language, issued),
    ...checkCharacters(format),
    ...ignoredWords(format),
  ];
}

function lookAlikes(language: Language): Warning[] {
  const count = countWithLookAlikes(language);
  if (count * CONCERNED <= language.capacity) return [];
  return [
    {
      code: "LOOK_ALIKES",
      message: `${percent(count, language.capacity)} of the tokens have a character that looks like another one that may stand there, such as 0 and O.`,
    },
  ];
}

function collisions(language: Language, issued: bigint): Warning[] {
  const pairs = caseCollisions(language, issued);
  if (2 * pairs * Number(CONCERNED) <= Number(issued)) return [];
  return [
    {
      code: "CASE_COLLISIONS",
      message: `Among ${issued} tokens, about ${approximately(pairs)} pairs are expected that differ only in upper and lower case.`,
    },
  ];
}

function spreadsheet(format: Format, language: Language): Warning[] {
  const count = countMatching(format, language, spreadsheetMatcher());
  if (count === null || count * CONCERNED <= language.capacity) return [];
  return [
    {
      code: "SPREADSHEET",
      message: `${percent(count, language.capacity)} of the tokens are such that a spreadsheet takes them for numbers, dates, truth values or formulas, and changes them.`,
    },
  ];
}

function guessable({ capacity }: Language, issued: bigint): Warning[] {
  if (issued * GUESSES <= capacity) return [];
  return [
    {
      code: "GUESSABLE",
      message: `One try in ${capacity / issued} guesses an issued token; the European Union's rules for medicines allow one in 10,000.`,
    },
  ];
}

function nearlyExhausted({ capacity }: Language, issued: bigint): Warning[] {
  const left = capacity - issued;
  if (left * 10n >= capacity) return [];
  return [{ code: "NEARLY_EXHAUSTED", message: `${left} tokens are left after that, of ${capacity}.` }];
}

function checkCharacters({ pattern }: Format): Warning[] {
  const own = new Set(digitAlphabets(pattern).flatMap(({ symbols }) => symbols));
  return checksOf(pattern).flatMap(({ scheme }) => {
    const others = scheme.writes.filter((character) => !own.has(character));
    if (others.length === 0) return [];
    return [
      {
        code: "CHECK_CHARACTERS" as const,
        message: `The check ${scheme.name} may write ${others.slice(0, 40).join("")}, which the groups do not have.`,
      },
    ];
  });
}

/** What cannot be seen in a canonical text any more: it has no such words. */
export function ignoredWords(format: Format): Warning[] {
  const words = wordsTooLong(format);
  if (words.length === 0) return [];
  const shown = JSON.stringify(words[0]?.slice(0, 64));
  const message =
    words.length === 1
      ? `The word ${shown} is longer than a token and forbids nothing.`
      : `${words.length} of the words are longer than a token and forbid nothing, such as ${shown}.`;
  return [{ code: "WORDS_IGNORED", message }];
}

function percent(count: bigint, all: bigint): string {
  return `${(Number((count * 10_000n) / all) / 100).toFixed(2)} %`;
}

function approximately(number: number): string {
  return number < 10 ? number.toPrecision(2) : BigInt(Math.round(number)).toString();
}
