import { type ChunkKind, tokensOf, lineBytes } from "./line/chunk-size.ts";
import type { ChunkRange } from "./line/chunk-ranges.ts";
import { type Chunk, gathered } from "./chunk.ts";
import { decimalWriter } from "./scores/decimal-writer.ts";
import type { GeneratorLine } from "./line/line.ts";
import { filledBatches, preparation } from "./prepared-line.ts";
import { scoreRows } from "./scores/score-rows.ts";

const prepared = preparation((line, { radix, source, plan }) => {
  const rows = scoreRows(radix, source.halves, plan);
  return { rows, writer: decimalWriter(rows, lineBytes(line, "delta"), plan) };
});

/**
 * Makes the scores of the tokens `first` … `first + count − 1`, or the deltas from each of them to the next token, in decimal. The last
 * delta needs the token behind the range, so `n` tokens have `n − 1` deltas.
 *
 * It is as deterministic as `chunk()`, and throws as it does.
 */
export function scoreChunk(line: GeneratorLine, { first, count }: ChunkRange, kind: Exclude<ChunkKind, "data">): Chunk {
  const ready = prepared(line);
  const { rows, writer } = ready;
  const batches = filledBatches(ready, { first, count: tokensOf(kind, BigInt(count)) }, kind === "delta" ? 1 : 0);
  const texts = batches.map((scores) => {
    rows.join(scores);
    return writer.write(kind, scores);
  });
  return { bytes: gathered(texts, count * lineBytes(line, kind)), register: new Uint32Array(line.digits), count };
}
