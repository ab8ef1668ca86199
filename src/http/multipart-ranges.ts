import type { ByteRange } from "./byte-ranges.ts";

export interface RangedFile {
  /** Bytes. */
  readonly size: bigint;
  /** Of the file. */
  readonly mediaType: string;
  /** Stands nowhere in the file. */
  readonly boundary: string;
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}

/** A body that can be sent. */
export interface Body {
  readonly mediaType: string;
  /** Bytes. */
  readonly length: bigint;
  /** Generated as they are read. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** Several ranges of a file as `multipart/byteranges` (RFC 9110 section 14.6), in the order they are given. */
export function multipartRanges(file: RangedFile, ranges: readonly ByteRange[]): Body {
  const parts = ranges.map((range) => ({ range, head: Buffer.from(headOf(file, range)) }));
  const end = Buffer.from(`\r\n--${file.boundary}--\r\n`);
  return {
    mediaType: `multipart/byteranges; boundary=${file.boundary}`,
    length: parts.reduce(
      (sum, { head, range }) => sum + BigInt(head.length) + range.end - range.start,
      BigInt(end.length),
    ),
    async *bytes() {
      for (const { range, head } of parts) {
        let isBegun = false;
        for await (const bytes of file.read(range)) {
          if (!isBegun) yield head; // not before: a file that cannot be read can then still be refused
          isBegun = true;
          yield bytes;
        }
      }
      yield end;
    },
  };
}

function headOf({ size, mediaType, boundary }: RangedFile, range: ByteRange): string {
  return `\r\n--${boundary}\r\nContent-Type: ${mediaType}\r\nContent-Range: ${contentRange(range, size)}\r\n\r\n`;
}

export function contentRange({ start, end }: ByteRange, size: bigint): string {
  return `bytes ${start}-${end - 1n}/${size}`;
}
