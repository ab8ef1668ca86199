/** What runs in the pool's threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import { move, transferableSymbol, valueSymbol } from "piscina";
import type { ChunkKind } from "./chunk-kind.ts";
import type { ChunkRange, TokenRange } from "./chunk-ranges.ts";
import { chunk } from "./chunk.ts";
import { chooseDeflateMethod, deflateChunk, type DeflatedRange, type DeflateMethod } from "./deflate-chunk.ts";
import { indexesOfTokens } from "./indexes-of-tokens.ts";
import type { GeneratorLine } from "./line.ts";
import { lowerPriority } from "./lower-priority.ts";
import { scoreChunk } from "./score-chunk.ts";

export interface ChunkTask extends ChunkRange {
  readonly line: GeneratorLine;
  readonly kind: ChunkKind;
}

export interface DeflateTask extends DeflatedRange {
  readonly line: GeneratorLine;
}

export interface MethodTask {
  readonly line: GeneratorLine;
  readonly range: TokenRange;
}

export interface IndexesTask {
  readonly line: GeneratorLine;
  readonly tokens: readonly string[];
}

lowerPriority();

/** Makes a chunk and gives it away: its buffers move to the asking thread and are copied nowhere. */
export function makeChunk({ line, kind, first, count }: ChunkTask): unknown {
  const made = kind === "data" ? chunk(line, first, count) : scoreChunk(line, { first, count }, kind);
  return move({ [transferableSymbol]: [made.bytes.buffer, made.register.buffer], [valueSymbol]: made });
}

export function makeDeflated({ line, ...range }: DeflateTask): unknown {
  const made = deflateChunk(line, range);
  return move({ [transferableSymbol]: [made.bytes.buffer], [valueSymbol]: made });
}

export function chooseMethod({ line, range }: MethodTask): DeflateMethod {
  return chooseDeflateMethod(line, range);
}

export function findIndexes({ line, tokens }: IndexesTask): (bigint | null)[] {
  return indexesOfTokens(line, tokens);
}
