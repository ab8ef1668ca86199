import { placeOf } from "../../format/language/placing.ts";
import type { Language } from "../../format/language/language.ts";
import { tokenTextReader } from "../../format/token-text.ts";
import type { Pattern } from "../../format/pattern/pattern.ts";

/** Finds the places of tokens that are written by a format: numbers below its capacity. Null for each string that is none of its tokens. */
export type PlaceReader = (token: string) => bigint | null;

export function placeReader(pattern: Pattern, language: Language): PlaceReader {
  const read = tokenTextReader(pattern);
  return (token) => {
    const word = read(token);
    return word === null ? null : placeOf(language, word);
  };
}
