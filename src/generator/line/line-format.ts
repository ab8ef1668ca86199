import { type Format, formatLanguage, parseFormatText } from "../../format/format.ts";
import type { Language } from "../../format/language/language.ts";
import { ByteCache } from "./byte-cache.ts";

/** Room for the largest tables that a format may have. */
const LIMIT_BYTES = 64 * 2 ** 20;

/** A character of a format takes no more. */
const SYMBOL_BYTES = 64;

/** No secrets: a format is no line's own. */
const formats = new ByteCache<Format>(2 ** 23);
const languages = new ByteCache<Language>(LIMIT_BYTES);

/** The format of a canonical text; kept for the next call. */
export function formatOf(text: string): Format {
  return formats.get(text, () => ({ value: parseFormatText(text), bytes: SYMBOL_BYTES * text.length }));
}

/**
 * What a format's tokens are, compiled and counted; kept for the next call.
 *
 * @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY`.
 */
export function languageOf(text: string): Language {
  return languages.get(text, () => {
    const value = formatLanguage(formatOf(text));
    const { allowed } = value;
    const tables = allowed === null ? 0 : allowed.counts.byteLength + allowed.dfa.next.byteLength;
    return { value, bytes: tables + SYMBOL_BYTES * text.length };
  });
}
