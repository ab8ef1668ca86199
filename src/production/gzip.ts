import { Readable } from "node:stream";
import { constants, createGzip } from "node:zlib";

/**
 * Compresses bytes to gzip, the same on every machine.
 *
 * Huffman coding alone: random text has nothing for matching to find, and how zlib looks for matches depends on the processor.
 */
export function gzip(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const source = Readable.from(bytes, { objectMode: false });
  const compressor = createGzip({ strategy: constants.Z_HUFFMAN_ONLY, chunkSize: 64 * 1024 });
  source.once("error", (error) => compressor.destroy(error));
  compressor.once("close", () => source.destroy());
  return source.pipe(compressor);
}
