import type { DeflatedChunk } from "../../generator/pool/deflate-chunk.ts";
import { combineCrc } from "./combine-crc.ts";

/** RFC 1952: DEFLATE, no flags, no time, and an unknown system, so that the same text is the same file everywhere. */
export const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

export const GZIP_TRAILER_BYTES = 8;

/** The gzip file of all chunks of a text, in their order; returns its trailer, which was its last piece. */
export async function* gzip(chunks: AsyncIterable<DeflatedChunk>): AsyncGenerator<Uint8Array, Uint8Array, undefined> {
  yield GZIP_HEADER;
  let crc = 0;
  let size = 0;
  for await (const { bytes, textBytes, textCrc } of chunks) {
    crc = combineCrc(crc, textCrc, textBytes);
    size = (size + textBytes) >>> 0; // modulo 2^32, as the format has it
    yield bytes;
  }
  const trailer = Buffer.alloc(GZIP_TRAILER_BYTES);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(size, 4);
  yield trailer;
  return trailer;
}
