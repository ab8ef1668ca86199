/** What runs in the pool's threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import { getPriority, setPriority } from "node:os";
import { isMainThread } from "node:worker_threads";
import { move, transferableSymbol, valueSymbol } from "piscina";
import { chunk } from "./chunk.ts";
import { indexesOfTokens } from "./indexes-of-tokens.ts";
import type { GeneratorLine } from "./line.ts";

export interface ChunkTask {
  readonly line: GeneratorLine;
  readonly first: bigint;
  readonly count: number;
}

export interface IndexesTask {
  readonly line: GeneratorLine;
  readonly tokens: readonly string[];
}

/** How far below the main thread's priority a worker's is: they take what processors it leaves, for it has requests to answer. */
const NICENESS = 5;

// Only Linux gives each thread a priority of its own; elsewhere this would slow the whole process down.
if (!isMainThread && process.platform === "linux") setPriority(Math.min(19, getPriority() + NICENESS));

/** Makes a chunk and gives it away: its buffers move to the asking thread and are copied nowhere. */
export function makeChunk({ line, first, count }: ChunkTask): unknown {
  const made = chunk(line, first, count);
  return move({ [transferableSymbol]: [made.bytes.buffer, made.register.buffer], [valueSymbol]: made });
}

export function findIndexes({ line, tokens }: IndexesTask): (bigint | null)[] {
  return indexesOfTokens(line, tokens);
}
