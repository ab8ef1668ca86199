import type { TokenRange } from "../../generator/line/chunk-ranges.ts";
import { releaseMemory } from "../../lib/release-memory.ts";
import { type Layout, rowAt, rowFrom } from "./layout.ts";

/** Bytes from `start` on, before `end`. */
export interface ByteRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** A file of rows that are generated while it is read: all that its bytes depend on. */
export interface TextFile {
  /** Rows. */
  readonly count: bigint;
  /** Bytes. */
  readonly size: bigint;
  readonly layout: Layout;
  /** Generates rows in order, each with its newline; 0 is the file's first row. The file itself ends without the last newline. */
  readonly rows: (range: TokenRange, signal: AbortSignal) => AsyncIterable<{ readonly bytes: Uint8Array<ArrayBuffer> }>;
}

/** Generates a range of a file's bytes. A piece is the reader's until it asks for the next one: its memory is given back then. */
export async function* fileBytes(
  file: TextFile,
  { start, end }: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (start >= end) return;
  const first = rowAt(file, start);
  let offset = file.layout.start(first);
  for await (const { bytes } of file.rows({ first, count: rowFrom(file, end) - first }, signal)) {
    const next = offset + BigInt(bytes.length);
    const wanted = wantedOf(bytes, offset, { start, end });
    if (wanted.length > 0) yield wanted;
    releaseMemory(bytes);
    if (next >= end) return;
    offset = next;
  }
}

/** Cuts pieces, of which the first begins at an offset, to a range of bytes; what comes behind it is not asked for. */
export async function* cutTo(
  pieces: AsyncIterable<{ readonly bytes: Uint8Array }>,
  offset: bigint,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = offset;
  if (start >= end) return;
  for await (const { bytes } of pieces) {
    const wanted = wantedOf(bytes, at, { start, end });
    if (wanted.length > 0) yield wanted;
    at += BigInt(bytes.length);
    if (at >= end) return;
  }
}

/** The bytes of a piece that a range has. */
function wantedOf(bytes: Uint8Array, offset: bigint, { start, end }: ByteRange): Uint8Array {
  const next = offset + BigInt(bytes.length);
  if (next <= start) return bytes.subarray(0, 0);
  return bytes.subarray(Number(start > offset ? start - offset : 0n), Number((end < next ? end : next) - offset));
}
