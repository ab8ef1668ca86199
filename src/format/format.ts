import { createHash } from "node:crypto";
import { keptRefusals, type SymbolRule } from "../alphabet/symbol.ts";
import { ServiceError } from "../errors.ts";
import { type Language, languageOf } from "./language/language.ts";
import { parseWithout, type Without, type WithoutInput } from "./language/without.ts";
import { type AlphabetsByName, parsePattern } from "./pattern/parse-pattern.ts";
import type { Pattern } from "./pattern/pattern.ts";
import { printPattern } from "./pattern/print-pattern.ts";

/** How tokens are written, and what they are without. */
export interface Format {
  readonly pattern: Pattern;
  readonly without: Without;
}

/** UTF-8 bytes of a format's canonical text: twice as many as those of the longest alphabet. */
export const MAX_FORMAT_BYTES = 2 ** 19;

export interface FormatInput {
  readonly pattern: string;
  readonly without?: WithoutInput;
}

/** @throws {ServiceError} As `parsePattern()` and `parseWithout()` do; `FORMAT_TOO_LARGE` for a canonical text of more than 512 KiB. */
export function parseFormat({ pattern, without = {} }: FormatInput, own?: AlphabetsByName, rule?: SymbolRule): Format {
  const format = { pattern: parsePattern(pattern, own, rule), without: parseWithout(without, rule) };
  refuseLongText(format);
  return format;
}

/** Long alphabets may be named often: what their characters alone come to is looked at first. */
function refuseLongText(format: Format): void {
  const characters = format.pattern.pieces.reduce(
    (sum, piece) => sum + (piece.kind === "group" ? piece.alphabet.chars.length : 0),
    0,
  );
  if (characters <= MAX_FORMAT_BYTES && Buffer.byteLength(formatText(format)) <= MAX_FORMAT_BYTES) return;
  throw new ServiceError(
    "FORMAT_TOO_LARGE",
    `The format takes more than ${MAX_FORMAT_BYTES} bytes with all of its alphabets written out.`,
    "pattern",
    { maximum: BigInt(MAX_FORMAT_BYTES) },
  );
}

/** Words that are longer than a token's digits and check characters together: they forbid nothing. */
export function wordsTooLong({ pattern, without }: Format): string[] {
  const length = pattern.pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  return without.words.filter((word) => Array.from(word).length > length);
}

function lengthOf(piece: Pattern["pieces"][number]): number {
  if (piece.kind === "literal") return 0;
  return piece.kind === "group" ? piece.digits : piece.scheme.length;
}

/**
 * The format's canonical text: JSON with every alphabet written out, so that it means the same for ever. It forbids only what can forbid
 * something, so formats of the same tokens have mostly the same text.
 */
export function formatText(format: Format): string {
  const { pattern, without } = format;
  const tooLong = new Set(wordsTooLong(format));
  const words = without.words.filter((word) => !tooLong.has(word));
  return JSON.stringify({
    pattern: printPattern(pattern, "characters"),
    ...(words.length > 0 && { words, ignoreCase: without.ignoreCase, digitsForLetters: without.digitsForLetters }),
    ...(without.maxRun !== null && { maxRun: without.maxRun }),
    ...(without.atLeastOneLetter && { atLeastOneLetter: true }),
    ...(without.atLeastOneDigit && { atLeastOneDigit: true }),
  });
}

/** Reads a format's canonical text, of this version or an older one. @throws {ServiceError} `FORMAT_INVALID` for any other. */
export function parseFormatText(text: string): Format {
  const { pattern, ...without } = JSON.parse(text) as { pattern: string } & WithoutInput; // a text that formatText() wrote
  const format = parseFormat({ pattern, without }, undefined, keptRefusals);
  if (formatText(format) !== text)
    throw new ServiceError("FORMAT_INVALID", "This is not the canonical text of a format.", "format");
  return format;
}

/** The SHA-256 of a format's canonical text, in hex. */
export function formatSha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY`. */
export function formatLanguage({ pattern, without }: Format): Language {
  return languageOf(pattern, without);
}
