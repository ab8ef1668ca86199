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
    const wanted = bytes.subarray(
      Number(start > offset ? start - offset : 0n),
      Number((end < next ? end : next) - offset),
    );
    if (next > start && wanted.length > 0) yield wanted;
    releaseMemory(bytes);
    if (next >= end) return;
    offset = next;
  }
}
