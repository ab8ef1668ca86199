import { Checkpoints } from "./checkpoints.ts";
import type { DataFormat } from "./data-format.ts";
import { GZIP_HEADER, GZIP_TRAILER_BYTES, gzip } from "./gzip.ts";
import { rowAt } from "./layout.ts";
import { cutTo } from "./text-file.ts";

/**
 * The text, compressed. Its chunks hang together by nothing but their order, so reading begins at any of them; what the trailer says of all of
 * them is kept with their places.
 */
export function gzipFormat(endsWithNewline: boolean): DataFormat {
  return {
    kind: endsWithNewline ? "data_gz_newline" : "data_gz",
    ending: "txt.gz",
    mediaType: "application/gzip",
    acceptsRanges: true,
    measure: async function* (data) {
      const places = new Checkpoints(BigInt(data.deflatedTokens));
      let [token, offset] = [0n, BigInt(GZIP_HEADER.length)];
      const noted = (async function* () {
        for await (const chunk of data.deflated({ from: 0n, endsWithNewline })) {
          if (token > 0n) places.note(token, offset);
          token += BigInt(chunk.count);
          offset += BigInt(chunk.bytes.length);
          yield chunk;
        }
      })();
      const trailer = yield* gzip(noted);
      return Buffer.concat([trailer, places.toBytes()]);
    },
    read: (data, { places }, range) => {
      if (places === null) return gzip(data.deflated({ from: 0n, endsWithNewline }));
      const trailer = places.subarray(0, GZIP_TRAILER_BYTES);
      const layout = Checkpoints.fromBytes(places.subarray(GZIP_TRAILER_BYTES));
      const from = rowAt({ count: data.count, layout }, range.start); // the header belongs to the first chunk
      const pieces = (async function* () {
        if (from === 0n) yield { bytes: GZIP_HEADER };
        yield* data.deflated({ from, endsWithNewline });
        yield { bytes: trailer };
      })();
      return cutTo(pieces, layout.start(from), range);
    },
  };
}
