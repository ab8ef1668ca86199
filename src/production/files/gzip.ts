import type { DeflatedChunk } from "../../generator/pool/deflate-chunk.ts";
import { combineCrc } from "./combine-crc.ts";

/** RFC 1952: DEFLATE, no flags, no time, and an unknown system, so that the same text is the same file everywhere. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** The gzip file of all chunks of a text, in their order. */
export async function* gzip(chunks: AsyncIterable<DeflatedChunk>): AsyncGenerator<Uint8Array, void, undefined> {
  yield HEADER;
  let crc = 0;
  let size = 0;
  for await (const { bytes, textBytes, textCrc } of chunks) {
    crc = combineCrc(crc, textCrc, textBytes);
    size = (size + textBytes) >>> 0; // modulo 2^32, as the format has it
    yield bytes;
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(size, 4);
  yield trailer;
}
