import { setImmediate } from "node:timers/promises";
import type { Lane, Timed } from "../../lib/fair-queue.ts";
import type { Semaphore } from "../../lib/semaphore.ts";
import { type ChunkKind, tokensOf } from "../line/chunk-size.ts";
import { chunkRanges, type ChunkRange, type TokenRange } from "../line/chunk-ranges.ts";
import { checkRange, lineCapacity, type GeneratorLine } from "../line/line.ts";

export interface ChunksInOrder<C> {
  readonly line: GeneratorLine;
  /** Each of its tokens is a row of text. */
  readonly range: TokenRange;
  readonly kind: ChunkKind;
  readonly onlyChunkTokens: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** How many chunks may be computed, or wait to be, while another is being used. */
  readonly prefetch: () => number;
  /** Where the prefetched ones are counted, together with others'; without a permit there are none. */
  readonly permits: Semaphore;
  readonly lane: Lane<C>;
  readonly make: (part: ChunkRange) => Promise<Timed<C>>;
}

/** Yields the chunks of a range in order while the next are made on the lane, which is closed at the end, however it comes. */
export async function* chunksInOrder<C>(job: ChunksInOrder<C>): AsyncGenerator<C, void, undefined> {
  const { line, range, kind, signal, lane, permits } = job;
  const abort = (): void => {
    lane.close(signal?.reason);
  };
  /** The first is for whoever asks next; each of the others takes a permit. */
  const made: Promise<C>[] = [];
  try {
    signal?.throwIfAborted();
    signal?.addEventListener("abort", abort, { once: true });
    checkRange(lineCapacity(line), range.first, tokensOf(kind, range.count));
    for (const part of chunkRanges(line, range, { kind, onlyTokens: job.onlyChunkTokens })) {
      while (made.length > 0 && (made.length > job.prefetch() || !permits.tryAcquire())) yield* takeFirst(made, job);
      made.push(lane.run(() => job.make(part)));
    }
    while (made.length > 0) yield* takeFirst(made, job);
  } finally {
    signal?.removeEventListener("abort", abort);
    lane.close(new Error("Nobody takes the chunks any more."));
    for (let chunks = made.length; chunks > 1; chunks--) permits.release();
  }
}

async function* takeFirst<C>(
  made: Promise<C>[],
  { signal, permits }: ChunksInOrder<C>,
): AsyncGenerator<C, void, undefined> {
  const next = made.shift();
  if (made.length > 0) permits.release();
  const first = await next;
  // Using a chunk takes a millisecond or more: between two that are ready, the event loop must have a turn.
  await setImmediate();
  signal?.throwIfAborted();
  if (first !== undefined) yield first;
}
