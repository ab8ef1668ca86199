import { constants, crc32, deflateRawSync } from "node:zlib";
import * as pako from "pako";
import type { ChunkRange, TokenRange } from "../line/chunk-ranges.ts";
import { chunkSize } from "../line/chunk-size.ts";
import { chunk } from "../chunk.ts";
import type { GeneratorLine } from "../line/line.ts";

/** How to compress text: with Huffman codes alone, or with matches, repetitions of earlier text, as well. */
export type DeflateMethod = "huffman" | "matches";

/** Tokens joined by newlines, compressed to a piece of a DEFLATE stream. The pieces of a file, one behind the other, are one stream. */
export interface DeflatedChunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Tokens. */
  readonly count: number;
  /** Bytes of the text. */
  readonly textBytes: number;
  /** CRC-32 of the text. */
  readonly textCrc: number;
}

export interface DeflatedRange extends ChunkRange {
  readonly method: DeflateMethod;
  /** Whether it is the file's end: its last token has no newline unless told, and the stream ends with it. */
  readonly isLast: boolean;
  readonly endsWithNewline?: boolean;
}

const SAMPLE_BYTES = 2 ** 18;
const LEVEL = 6;
const OUTPUT_BYTES = 2 ** 18;

/**
 * A file may be 1 % larger than zlib's level 6 makes it. Half of that is kept for the sample's error: its first 32 KiB have less text before
 * them to match than any later text has.
 */
const MAX_LOSS = 0.005;

/** Chooses by a range's first 256 KiB, so always the same: Huffman codes alone, which are far quicker, unless matches save more than 0.5 %. */
export function chooseDeflateMethod(line: GeneratorLine, { first, count }: TokenRange): DeflateMethod {
  const maxTokens = chunkSize(line, "data", SAMPLE_BYTES);
  const { bytes } = chunk(line, first, count < maxTokens ? Number(count) : maxTokens);
  const sample = bytes.subarray(0, -1);
  return huffman(sample, true).length <= matches(sample, true).length * (1 + MAX_LOSS) ? "huffman" : "matches";
}

/** Makes tokens as `chunk()` does, and compresses them. The same arguments give the same bytes on every machine. */
export function deflateChunk(
  line: GeneratorLine,
  { first, count, method, isLast, endsWithNewline = false }: DeflatedRange,
): DeflatedChunk {
  const { bytes } = chunk(line, first, count);
  const text = isLast && !endsWithNewline ? bytes.subarray(0, -1) : bytes;
  const deflated = method === "huffman" ? huffman(text, isLast) : matches(text, isLast);
  return { bytes: deflated, count, textBytes: text.length, textCrc: crc32(text) };
}

/** Uses Node's zlib without matches, for which matches it finds depends on the processor. */
function huffman(text: Uint8Array, isLast: boolean): Uint8Array<ArrayBuffer> {
  const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
  // Copied, as what Node gives may lie in a pool of buffers, which cannot move to another thread.
  return new Uint8Array(
    deflateRawSync(text, { strategy: constants.Z_HUFFMAN_ONLY, finishFlush, chunkSize: OUTPUT_BYTES }),
  );
}

/** Uses zlib's algorithm in JavaScript, which finds the same matches everywhere. */
function matches(text: Uint8Array, isLast: boolean): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const deflate = new pako.Deflate({ raw: true, level: LEVEL, chunkSize: OUTPUT_BYTES });
  deflate.onData = (part) => {
    parts.push(part);
  };
  /* v8 ignore next 2 -- pako fails on no input that is compressed in one piece */
  if (!deflate.push(text, isLast ? pako.Z_FINISH : pako.Z_SYNC_FLUSH))
    throw new Error(`The text was not compressed: ${deflate.err}.`);
  return new Uint8Array(Buffer.concat(parts));
}
