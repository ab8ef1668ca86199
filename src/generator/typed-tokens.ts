import { toAlphabet } from "../alphabet/alphabet.ts";
import type { Format } from "../format/format.ts";
import { languageOf as plainLanguageOf } from "../format/language/language.ts";
import { parseWithout } from "../format/language/without.ts";
import { type TypedReading, typedReader } from "../format/lenient/read-typed.ts";
import { isSeparator } from "../format/lenient/typed-readings.ts";
import { formatOf, languageOf } from "./line/line-format.ts";
import type { TokenShape } from "./line/line.ts";

export type { TypedReading };

/**
 * Reads what people have typed as tokens that are written so, in the order given.
 *
 * @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY` as the format has it.
 */
export function readTypedTokens(shape: TokenShape, typed: readonly string[]): TypedReading[] {
  return typed.map(readerOf(shape));
}

function readerOf({ chars, digits, format }: TokenShape): (typed: string) => TypedReading {
  if (format !== undefined) return typedReader(formatOf(format), languageOf(format));
  const plain = plainFormat(chars, digits);
  return typedReader(plain, plainLanguageOf(plain.pattern, plain.without));
}

/** The digits of an alphabet alone, as a format: it forbids nothing. */
function plainFormat(chars: string, digits: number): Format {
  const group = { kind: "group", alphabet: toAlphabet(chars), digits } as const;
  return { pattern: { pieces: [group], digits }, without: parseWithout({}) };
}

/** How many symbols a text may be read as. */
export interface TypedLength {
  /** Characters that are no separators, each of which must be read as a symbol or belong to a literal. */
  readonly least: number;
  /** All characters. */
  readonly most: number;
}

export function typedLength(typed: string): TypedLength {
  const characters = Array.from(typed.normalize("NFC"));
  return { least: characters.filter((character) => !isSeparator(character)).length, most: characters.length };
}
