import type { CustomerDetails } from "../access/api-keys.ts";
import { OperatorError } from "../errors.ts";

/** The options that say who a customer is, and what each tells. */
export const DETAIL_FLAGS = [
  ["company", "its name"],
  ["email", "where it is written to"],
  ["phone", "where it is called"],
  ["street-and-number", "of its address"],
  ["secondary-address", "such as a floor"],
  ["postal-code", "of its address"],
  ["city", "of its address"],
  ["country", "of its address"],
] as const;

/** What was told of a customer, as the command line gives it. */
export type DetailWords = { readonly [Name in keyof CustomerDetails]?: string };

const MOST_CHARACTERS = 200;

/**
 * Takes what was told; an empty text takes away what was there.
 *
 * @throws {OperatorError} naming the option at fault.
 */
export function parseDetails(words: DetailWords): CustomerDetails {
  return Object.fromEntries(
    DETAIL_FLAGS.flatMap(([flag]) => {
      const name = flag.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof CustomerDetails; // the options are named after the members
      const text = words[name];
      return text === undefined ? [] : [[name, text === "" ? null : checked(flag, text)]];
    }),
  );
}

function checked(flag: string, text: string): string {
  if (text.length <= MOST_CHARACTERS && text.isWellFormed() && !/\p{Cc}|\uFFFD/u.test(text)) return text;
  throw new OperatorError(`--${flag} must be a text of at most ${MOST_CHARACTERS} characters, without line breaks.`);
}
