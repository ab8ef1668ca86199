import { ServiceError } from "../errors.ts";
import { type Alphabet, MAX_SYMBOLS, MIN_SYMBOLS, toAlphabet } from "./alphabet.ts";
import { codePointName, canBeShown, type SymbolRule, symbolRefusals } from "./symbol.ts";

/**
 * Checks the characters of a custom alphabet, by the rule for new ones unless told.
 *
 * @throws {ServiceError} `ALPHABET_INVALID`, naming the first character at fault and its place, counted from 1.
 */
export function parseAlphabet(chars: string, rule: SymbolRule = symbolRefusals): Alphabet {
  // One code point more than allowed is enough to refuse, whatever the length.
  if (chars.length > 2 * MAX_SYMBOLS) throw wrongCount("more");
  const alphabet = toAlphabet(chars);
  const { length } = alphabet.symbols;
  if (length < MIN_SYMBOLS || length > MAX_SYMBOLS) throw wrongCount(String(length));
  const refusals = rule(alphabet.symbols);
  const seen = new Set<string>();
  for (const [index, symbol] of alphabet.symbols.entries()) {
    const reason = refusals[index] ?? (seen.has(symbol) ? "stands there twice" : null);
    if (reason !== null)
      throw new ServiceError(
        "ALPHABET_INVALID",
        `The character ${named(symbol)} at place ${index + 1} of chars ${reason}.`,
        "chars",
      );
    seen.add(symbol);
  }
  return alphabet;
}

function wrongCount(count: string): ServiceError {
  return new ServiceError(
    "ALPHABET_INVALID",
    `An alphabet has ${MIN_SYMBOLS} to ${MAX_SYMBOLS} different characters, but chars has ${count}.`,
    "chars",
  );
}

/** A code point, and the character itself where it can be shown. */
function named(symbol: string): string {
  return canBeShown(symbol) ? `${codePointName(symbol)} (${symbol})` : codePointName(symbol);
}
