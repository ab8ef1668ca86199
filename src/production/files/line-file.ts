import type { TokenRange } from "../../generator/line/chunk-ranges.ts";
import { releaseMemory } from "../../lib/release-memory.ts";
import { type Layout, lineAt, lineFrom } from "./layout.ts";

/** Bytes from `start` on, before `end`. */
export interface ByteRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** A file of lines that are generated while they are read: all that its bytes depend on. */
export interface LineFile {
  /** Lines. */
  readonly count: bigint;
  /** Bytes. */
  readonly size: bigint;
  readonly layout: Layout;
  /** Generates lines, 0 being the file's first, in order and each with its newline; the file itself ends without the last one. */
  readonly lines: (
    range: TokenRange,
    signal: AbortSignal,
  ) => AsyncIterable<{ readonly bytes: Uint8Array<ArrayBuffer> }>;
}

/** Generates a range of a file's bytes. A piece is the reader's until it asks for the next one: its memory is used anew then. */
export async function* fileBytes(
  file: LineFile,
  { start, end }: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (start >= end) return;
  const first = lineAt(file, start);
  let offset = file.layout.start(first);
  for await (const { bytes } of file.lines({ first, count: lineFrom(file, end) - first }, signal)) {
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
