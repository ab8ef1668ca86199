import { type ChunkKind, tokensOf, rowBytes } from "./line/chunk-size.ts";
import type { ChunkRange } from "./line/chunk-ranges.ts";
import { type Chunk, gather } from "./chunk.ts";
import { decimalWriter } from "./scores/decimal-writer.ts";
import type { GeneratorLine } from "./line/line.ts";
import { fillBatches, perLine } from "./prepared-line.ts";

const prepared = perLine((line, parts, plan) => {
  const column = parts.scores();
  return { column, writer: decimalWriter(column, rowBytes(line, "delta"), plan) };
});

/**
 * Makes the scores of the tokens `first` … `first + count − 1`, or the deltas from each of them to the next token, in decimal. The last
 * delta needs the token behind the range, so `n` tokens have `n − 1` deltas.
 *
 * It is as deterministic as `chunk()`, and throws as it does.
 */
export function scoreChunk(line: GeneratorLine, { first, count }: ChunkRange, kind: Exclude<ChunkKind, "data">): Chunk {
  const ready = prepared(line);
  const { column, writer } = ready;
  const batches = fillBatches(ready, { first, count: tokensOf(kind, BigInt(count)) }, kind === "delta" ? 1 : 0);
  const texts = batches.map((scores) => {
    column.join(scores);
    return writer.write(kind, scores);
  });
  return { bytes: gather(texts, count * rowBytes(line, kind)), register: new Uint32Array(line.digits), count };
}
