/** What runs in the pool's threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import { move, transferableSymbol, valueSymbol } from "piscina";
import { chunk } from "./chunk.ts";
import type { GeneratorLine } from "./line.ts";

export interface ChunkTask {
  readonly line: GeneratorLine;
  readonly first: bigint;
  readonly count: number;
}

/** Makes a chunk and gives it away: its buffers move to the asking thread and are copied nowhere. */
export function makeChunk({ line, first, count }: ChunkTask): unknown {
  const made = chunk(line, first, count);
  return move({ [transferableSymbol]: [made.bytes.buffer, made.register.buffer], [valueSymbol]: made });
}
