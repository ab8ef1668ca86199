import { setImmediate } from "node:timers/promises";
import { type ChunkKind, tokensOf } from "./chunk-kind.ts";
import { chunkRanges, type ChunkRange, type TokenRange } from "./chunk-ranges.ts";
import type { Lane } from "./fair-queue.ts";
import { checkRange, lineCapacity, type GeneratorLine } from "./line.ts";

export interface ChunksInOrder<C> {
  readonly line: GeneratorLine;
  /** One line of text for each token of it. */
  readonly range: TokenRange;
  readonly kind: ChunkKind;
  readonly onlyChunkTokens: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Chunks that are computed, or wait to be, while another is being used. */
  readonly ahead: number;
  readonly lane: Lane<C>;
  readonly make: (part: ChunkRange) => Promise<C>;
}

/** Yields the chunks of a range in order while the next are made on the lane, which is closed at the end, however it comes. */
export async function* chunksInOrder<C>(job: ChunksInOrder<C>): AsyncGenerator<C, void, undefined> {
  const { line, range, kind, signal, lane } = job;
  const abort = (): void => { lane.close(signal?.reason); };
  const made: Promise<C>[] = [];
  try {
    signal?.throwIfAborted();
    signal?.addEventListener("abort", abort, { once: true });
    checkRange(lineCapacity(line), range.first, tokensOf(kind, range.count));
    for (const part of chunkRanges(line, range, { kind, onlyTokens: job.onlyChunkTokens })) {
      made.push(lane.run(() => job.make(part)));
      if (made.length > job.ahead) yield* takeFirst(made, signal);
    }
    while (made.length > 0) yield* takeFirst(made, signal);
  } finally {
    signal?.removeEventListener("abort", abort);
    lane.close(new Error("Nobody takes the chunks any more."));
  }
}

async function* takeFirst<C>(made: Promise<C>[], signal: AbortSignal | undefined): AsyncGenerator<C, void, undefined> {
  const first = await made.shift();
  // Chunks that are ready must not follow each other without a turn of the event loop between: using one takes a millisecond or more.
  await setImmediate();
  signal?.throwIfAborted();
  if (first !== undefined) yield first;
}
