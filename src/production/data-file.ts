import type { GeneratorLine } from "../generator/line.ts";
import type { GeneratorPool } from "../generator/pool.ts";
import { Checkpoints } from "./checkpoints.ts";

/** All that the bytes of a part's data file depend on. */
export interface DataFile {
  readonly line: GeneratorLine;
  readonly firstIndex: bigint;
  /** Tokens. */
  readonly count: bigint;
  /** Bytes. */
  readonly size: bigint;
  /** UTF-8 bytes of every token, or the checkpoints of a file whose tokens differ in width. */
  readonly layout: bigint | Checkpoints;
}

/** Bytes from `start` on, before `end`. */
export interface ByteRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** Generates a range of a data file's bytes while they are read. */
export async function* dataBytes(file: DataFile, { start, end }: ByteRange, pool: GeneratorPool, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  if (start >= end) return;
  const from = tokenBefore(file.layout, start);
  const until = lastToken(file, end);
  const chunks = pool.chunks(file.line, { first: file.firstIndex + from.token, count: until - from.token }, { signal });
  let offset = from.offset;
  for await (const { bytes } of chunks) {
    const next = offset + BigInt(bytes.length);
    const wanted = bytes.subarray(Number(start > offset ? start - offset : 0n), Number((end < next ? end : next) - offset));
    if (next > start && wanted.length > 0) yield wanted;
    if (next >= end) return;
    offset = next;
  }
}

/** A token at or before a byte, and where it begins. */
function tokenBefore(layout: bigint | Checkpoints, offset: bigint): { readonly token: bigint; readonly offset: bigint } {
  if (layout instanceof Checkpoints) return layout.before(offset);
  const token = offset / (layout + 1n);
  return { token, offset: token * (layout + 1n) };
}

/** The token after the last one that is needed, where arithmetic tells; else the part's end, and the reading stops before. */
function lastToken({ layout, count }: DataFile, end: bigint): bigint {
  if (layout instanceof Checkpoints) return count;
  const needed = end / (layout + 1n) + 1n;
  return needed < count ? needed : count;
}
