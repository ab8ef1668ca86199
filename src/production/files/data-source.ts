import type { TokenRange } from "../../generator/line/chunk-ranges.ts";
import type { DeflatedChunk } from "../../generator/pool/deflate-chunk.ts";
import type { TokenChunks } from "./row-format.ts";

/** A part's tokens, generated when they are asked for: all that its data in another format depends on. */
export interface DataSource {
  /** Tokens. */
  readonly count: bigint;
  /** Bytes of the data file as it is. */
  readonly textBytes: bigint;
  /** The line's index of the first token. */
  readonly firstIndex: bigint;
  /** The most bytes that a token has, its newline included. */
  readonly tokenBytes: number;
  /** Tokens in order, each with its newline, so many to a chunk; 0 is the part's first token. */
  readonly tokens: (range: TokenRange, chunkTokens: number) => TokenChunks;
  /** The text of all tokens, compressed where it is made, in chunks of `deflatedTokens`. */
  readonly deflated: (options: DeflatedText) => AsyncIterable<DeflatedChunk>;
  readonly deflatedTokens: number;
}

export interface DeflatedText {
  /** The first token to write, a multiple of a chunk's; what comes before is not made. */
  readonly from: bigint;
  readonly endsWithNewline: boolean;
}
