import { ServiceError } from "../errors.ts";

/** Brackets within brackets; the introspection of tools has about a dozen. */
const MAX_DEPTH = 50;
/** GraphQL looks for names that are similar to an unknown one, character by character. */
const MAX_NAME_LENGTH = 256;
const MAX_LINES = 10_000;

/** Words of a document, as GraphQL counts them. */
export const MAX_TOKENS = 5_000;

const OPENING = /[{[(]/y;
const CLOSING = /[}\])]/y;
const NAME = /[A-Za-z_]\w*/y;
/** A run of what is neither of these nor a string; all but its numbers and signs is no token. */
const OTHER = /(?:[^{}[\]()"#A-Za-z_]+|#[^\n\r]*)+/y;

/**
 * Refuses a document before it is parsed, by what a parser would be too deep in or a validator too long at.
 *
 * One pass over the text, up to where the parser stops for too many tokens; whatever else is wrong with it is the parser's to say.
 *
 * @throws {ServiceError} `QUERY_TOO_COMPLEX`
 */
export function refuseMisshapen(text: string): void {
  refuseLines(text);
  let depth = 0;
  for (let at = matchEnd(OTHER, text, 0), tokens = 0; at < text.length && tokens <= MAX_TOKENS; tokens += 1) {
    if (matchEnd(OPENING, text, at) > at) depth += 1;
    if (matchEnd(CLOSING, text, at) > at) depth -= 1;
    if (depth > MAX_DEPTH) throw tooComplex(`A document is nested at most ${MAX_DEPTH} levels deep.`);
    if (matchEnd(NAME, text, at) - at > MAX_NAME_LENGTH)
      throw tooComplex(`A name in a document has at most ${MAX_NAME_LENGTH} characters.`);
    at = matchEnd(OTHER, text, endOfToken(text, at));
  }
}

/** Where a bracket, a name or a string ends; brackets within strings are none. */
function endOfToken(text: string, at: number): number {
  if (text.startsWith('"""', at)) return endOfString(text, at, '"""');
  if (text[at] === '"') return endOfString(text, at, '"');
  return Math.max(at + 1, matchEnd(NAME, text, at));
}

/** A string that is not closed in its line, or a block string that is not closed at all, is no string; the parser stops there. */
function endOfString(text: string, at: number, quotes: '"' | '"""'): number {
  for (let from = at + quotes.length; ;) {
    const close = text.indexOf(quotes, from);
    if (close < 0) return text.length;
    if (!isEscaped(text, close, quotes)) return close + quotes.length;
    from = close + quotes.length;
  }
}

/** In a block string a backslash escapes by standing before the quotes, elsewhere by not being escaped itself. */
function isEscaped(text: string, quote: number, quotes: '"' | '"""'): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
  return quotes === '"""' ? backslashes > 0 : backslashes % 2 === 1;
}

function matchEnd(lexeme: RegExp, text: string, at: number): number {
  lexeme.lastIndex = at;
  return lexeme.test(text) ? lexeme.lastIndex : at;
}

function refuseLines(text: string): void {
  let lines = 1;
  for (const _ of text.matchAll(/\r\n|[\n\r]/g)) {
    lines += 1;
    if (lines > MAX_LINES) throw tooComplex(`A document has at most ${MAX_LINES} lines.`);
  }
}

function tooComplex(message: string): ServiceError {
  return new ServiceError("QUERY_TOO_COMPLEX", message);
}
