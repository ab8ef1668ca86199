import { OperatorError } from "../errors.ts";
import { wordRefusal } from "../format/language/without.ts";
import { readText } from "./input.ts";

/** Far above what 65,535 letters take. */
const MOST_BYTES = 2 ** 20;

/**
 * Reads words from a file, one on each line; empty lines, and blanks around a word, do not count.
 *
 * @throws {OperatorError} naming the line at fault.
 */
export async function readForbiddenWords(path: string): Promise<string[]> {
  const rows = (await readText(path, MOST_BYTES)).replace(/^\uFEFF/, "").split("\n");
  return rows.flatMap((row, at) => {
    const word = row.trim();
    if (word === "") return [];
    const fault = wordRefusal(word);
    if (fault === null) return [word];
    throw new OperatorError(`--without-words cannot be used: the word on line ${at + 1} of ${path} ${fault}.`);
  });
}
