import { ServiceError } from "../../errors.ts";
import { forbidsNothing } from "../../format/language/without.ts";
import { formatOf } from "../../generator/line/line-format.ts";
import { SHUFFLE_LIMIT } from "../../generator/shuffle/shuffle.ts";
import { capacityOf, type TokenForm } from "../records/token-form.ts";

/** In about microseconds of a thread. */
const MAX_WORK = 5_000_000;
/** Reading one text as people type them. */
const READING = 20;
/** Compiling a format that forbids something, and one character of its text. */
const COMPILING = 20_000;
const FORMAT_CHARACTER = 40;
/** Beginning with a shape, or with a line: its row, its key, its ciphers. */
const BEGINNING = 100;
/** Finding one token's index, which for long tokens grows with the square of their bits. */
const TOKEN = 6;
const SQUARE_BIT = 1e-5;
/** Making one token of a shuffled line's table. */
const TABLE_TOKEN = 0.1;

/** Lines that one task looks in, unless they have large tables. */
const PAGE_LINES = 100;

/** How much finding tokens takes, which must stay within bounds. */
export class FindingWork {
  private left = MAX_WORK;

  /** @throws {ServiceError} `INPUT_INVALID` */
  addReadings({ format }: TokenForm, texts: number): void {
    const isCompiled = format !== null && !forbidsNothing(formatOf(format).without);
    this.take(BEGINNING + READING * texts + (isCompiled ? COMPILING + FORMAT_CHARACTER * format.length : 0));
  }

  /** @throws {ServiceError} `INPUT_INVALID` */
  addLines(form: TokenForm, lines: number, tokens: number): void {
    if (tokens === 0) return;
    const eachToken = TOKEN + SQUARE_BIT * bitsOf(form) ** 2;
    this.take(lines * (BEGINNING + eachToken * tokens + TABLE_TOKEN * tableTokens(form)));
  }

  private take(work: number): void {
    this.left -= work;
    if (this.left < 0)
      throw new ServiceError(
        "INPUT_INVALID",
        "Too many lines of the session could have written these tokens to look into them all: send fewer tokens at a time, or verify them in one line.",
        "tokens",
      );
  }
}

/** How many lines one task looks in. */
export function pageLines(form: TokenForm): number {
  return Math.max(1, Math.min(PAGE_LINES, Math.floor(SHUFFLE_LIMIT / Math.max(1, tableTokens(form)))));
}

function bitsOf(form: TokenForm): number {
  return 4 * capacityOf(form).toString(16).length;
}

/** Tokens of the table that must be made for each line; none where it has none. */
function tableTokens(form: TokenForm): number {
  const tokens = capacityOf(form);
  return tokens > SHUFFLE_LIMIT ? 0 : Number(tokens);
}
