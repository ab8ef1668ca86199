import type { ByteSink } from "./byte-sink.ts";
import type { RowFormat } from "./row-format.ts";
import { CELL, CELL_END, sheetHead, sheetTail } from "./workbook.ts";

const ESCAPES: ReadonlyMap<number, Uint8Array> = new Map([
  [0x26, Buffer.from("&amp;")],
  [0x3c, Buffer.from("&lt;")],
  [0x3e, Buffer.from("&gt;")],
]);
const BLANK = 0x20;
const UNDERSCORE = 0x5f;
const OPEN_END = 0x3e; // the > of <t>
const KEEP_BLANKS = Buffer.from(' xml:space="preserve"');

/** An underscore as it is written where it could begin an escape of its own. */
const ESCAPED_UNDERSCORE = Buffer.from("_x005F_");
const SMALL_X = 0x78;
/** The bit that small letters have and capitals do not. */
const CASE = 0x20;

/** A sheet of so many tokens: a row for each, of two cells of text. */
export function sheetRows({ tokens, characters }: { readonly tokens: number; readonly characters: number }): RowFormat {
  return {
    head: Buffer.from(sheetHead(characters)),
    row: [
      Buffer.from('<row r="'),
      "number",
      Buffer.from('"><c r="A'),
      "number",
      Buffer.from(`${CELL}>`),
      "index",
      Buffer.from(`${CELL_END}<c r="B`),
      "number",
      Buffer.from(CELL),
      "token",
      Buffer.from(`${CELL_END}</row>`),
    ],
    tail: Buffer.from(sheetTail(tokens + 1)),
    putToken,
  };
}

function putToken(sink: ByteSink, bytes: Uint8Array, start: number, end: number): void {
  let hasBlank = false;
  for (let at = start; at < end; at++) hasBlank ||= bytes[at] === BLANK;
  if (hasBlank) sink.put(KEEP_BLANKS);
  sink.putByte(OPEN_END);
  let from = start;
  for (let at = start; at < end; at++) {
    const escaped = escapeOf(bytes, at, end);
    if (escaped === undefined) continue;
    sink.put(bytes, from, at);
    sink.put(escaped);
    from = at + 1;
  }
  sink.put(bytes, from, end);
}

/** What stands for a byte, where it does not stand for itself. */
function escapeOf(bytes: Uint8Array, at: number, end: number): Uint8Array | undefined {
  const byte = bytes[at] ?? 0;
  if (byte !== UNDERSCORE) return ESCAPES.get(byte);
  return beginsEscape(bytes, at, end) ? ESCAPED_UNDERSCORE : undefined;
}

/**
 * Whether `_x` stands there, which begins a workbook's own escape: four hexadecimal digits and `_` behind it in ECMA-376 (ST_Xstring), fewer in
 * LibreOffice, too. So none is left to be read as one.
 */
function beginsEscape(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 1 < end && ((bytes[at + 1] ?? 0) | CASE) === SMALL_X;
}
