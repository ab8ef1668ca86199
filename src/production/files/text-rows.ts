import type { ByteSink } from "./byte-sink.ts";
import type { PutToken, RowFormat } from "./row-format.ts";

const NOTHING = new Uint8Array();
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const APOSTROPHE = 0x27;

/** What a spreadsheet takes for the beginning of a formula: = + - @. Source: OWASP, "CSV Injection"; its tab and return stand in no token. */
const FORMULA: ReadonlySet<number | undefined> = new Set(Buffer.from("=+-@"));

export interface CsvOptions {
  /** Whether it begins with U+FEFF, by which Excel knows UTF-8. */
  readonly hasByteOrderMark: boolean;
  /** Whether an apostrophe stands before each token that a spreadsheet would take for a formula. */
  readonly guardsFormulas: boolean;
}

/** Columns `index` (in the line, from 0) and `token`; rows end in CRLF. Source: RFC 4180. */
export function csvRows({ hasByteOrderMark, guardsFormulas }: CsvOptions): RowFormat {
  return {
    head: Buffer.from(`${hasByteOrderMark ? "\uFEFF" : ""}index,token\r\n`),
    row: ["index", Buffer.from(","), "token", Buffer.from("\r\n")],
    tail: NOTHING,
    putToken: guardsFormulas
      ? putGuarded
      : (sink, bytes, start, end) => {
          putField(sink, bytes, { start, end, isGuarded: false });
        },
  };
}

/** A JSON string on each line. */
export const NDJSON_ROWS: RowFormat = {
  head: NOTHING,
  row: [Buffer.from('"'), "token", Buffer.from('"\n')],
  tail: NOTHING,
  putToken: putJson,
};

/** One array of strings, one to a line. */
export const JSON_ROWS: RowFormat = {
  head: Buffer.from("[\n"),
  row: [Buffer.from(',\n"'), "token", Buffer.from('"')],
  joint: 2,
  tail: Buffer.from("\n]\n"),
  putToken: putJson,
};

const putGuarded: PutToken = (sink, bytes, start, end) => {
  putField(sink, bytes, { start, end, isGuarded: FORMULA.has(bytes[start]) });
};

interface Field {
  readonly start: number;
  readonly end: number;
  /** Whether an apostrophe comes first. */
  readonly isGuarded: boolean;
}

/** A field is quoted where it has a comma or a quote; quotes are doubled then. */
function putField(sink: ByteSink, bytes: Uint8Array, { start, end, isGuarded }: Field): void {
  let isQuoted = false;
  for (let at = start; at < end; at++) isQuoted ||= bytes[at] === QUOTE || bytes[at] === COMMA;
  if (isQuoted) sink.putByte(QUOTE);
  if (isGuarded) sink.putByte(APOSTROPHE);
  if (isQuoted) putEscaped(sink, bytes, { start, end, escapeOf: (byte) => (byte === QUOTE ? QUOTE : null) });
  else sink.put(bytes, start, end);
  if (isQuoted) sink.putByte(QUOTE);
}

/** Of what JSON escapes, quotes and backslashes alone stand in tokens. */
function putJson(sink: ByteSink, bytes: Uint8Array, start: number, end: number): void {
  const escapeOf = (byte: number) => (byte === QUOTE || byte === BACKSLASH ? BACKSLASH : null);
  putEscaped(sink, bytes, { start, end, escapeOf });
}

interface Escaping {
  readonly start: number;
  readonly end: number;
  /** The byte to put before another; null for none. */
  readonly escapeOf: (byte: number) => number | null;
}

function putEscaped(sink: ByteSink, bytes: Uint8Array, { start, end, escapeOf }: Escaping): void {
  let from = start;
  for (let at = start; at < end; at++) {
    const escape = escapeOf(bytes[at] ?? 0);
    if (escape === null) continue;
    sink.put(bytes, from, at);
    sink.putByte(escape);
    from = at;
  }
  sink.put(bytes, from, end);
}
