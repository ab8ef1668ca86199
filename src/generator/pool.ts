import { Piscina } from "piscina";
import { ServiceError } from "../errors.ts";
import { workerFile } from "../lib/worker-file.ts";
import type { ChunkKind } from "./chunk-kind.ts";
import type { ChunkRange, TokenRange } from "./chunk-ranges.ts";
import type { Chunk } from "./chunk.ts";
import { chunksInOrder } from "./chunks-in-order.ts";
import { chunkSize } from "./chunk-size.ts";
import type { DeflatedChunk, DeflateMethod } from "./deflate-chunk.ts";
import { FairQueue, type Lane } from "./fair-queue.ts";
import type { GeneratorLine } from "./line.ts";
import type { ChunkTask, DeflateTask, IndexesTask, MethodTask } from "./worker.ts";

export interface ChunksOptions {
  /** Ends the iteration with its reason; what waits is not computed any more. */
  readonly signal?: AbortSignal | undefined;
  /** What is made of the range's tokens: themselves unless told. The last of their deltas takes one token more than the range has. */
  readonly kind?: ChunkKind | undefined;
  /** Lines in each chunk; without it a small chunk comes first and then chunks of about 1 MiB. */
  readonly onlyChunkTokens?: number | undefined;
  /** Chunks that are made, or under way, while another is being used; the number of workers unless told, and never more. */
  readonly ahead?: number | undefined;
}

/** Threads that make tokens; the thread that asks only hands out ranges. */
export interface GeneratorPool {
  readonly workers: number;
  /**
   * The chunks of the range, in order: at most `workers + 1` are under way or made and not yet taken.
   * Lines that are read at the same time take turns. Where the range is cut into chunks never shows in its bytes.
   *
   * The iteration rejects with a RangeError or ServiceError as `chunk()` does, with the signal's reason when it aborts, and with
   * `SERVICE_STOPPING` when the pool stops.
   */
  chunks(line: GeneratorLine, range: TokenRange, options?: ChunksOptions): AsyncGenerator<Chunk, void, undefined>;
  /**
   * The tokens of the range, at least one, joined by newlines and compressed: the chunks' bytes, in order, are one DEFLATE stream, at
   * most 1 % larger than zlib's at level 6, and the same on every machine. Rejects as `chunks()` does.
   */
  deflated(line: GeneratorLine, range: TokenRange, options?: Pick<ChunksOptions, "signal">): AsyncGenerator<DeflatedChunk, void, undefined>;
  /**
   * The indexes of tokens in their line, in the order given; null for each string that is no token of the line. It goes before chunks
   * that wait, so what is asked at once should take no longer than one. Rejects as `chunks()` does.
   */
  indexesOf(line: GeneratorLine, tokens: readonly string[]): Promise<(bigint | null)[]>;
  /** Ends all threads and fails what is under way; twice does no harm. */
  stop(): Promise<void>;
}

/** One that a worker makes, and one that it goes on with at once, instead of waiting until the main thread has taken the first. */
const CHUNKS_PER_WORKER = 2;

/** What runs in the threads: without a name, `makeChunk()`. */
interface Threads {
  run(task: ChunkTask): Promise<Chunk>;
  run(task: DeflateTask, options: { readonly name: "makeDeflated" }): Promise<DeflatedChunk>;
  run(task: MethodTask, options: { readonly name: "chooseMethod" }): Promise<DeflateMethod>;
  run(task: IndexesTask, options: { readonly name: "findIndexes" }): Promise<(bigint | null)[]>;
  destroy(): Promise<void>;
}

/** Starts the threads; all of them stay until `stop()`, and none keeps the process alive while it is idle. */
export function startGeneratorPool({ workers }: { readonly workers: number }): GeneratorPool {
  const threads: Threads = new Piscina<ChunkTask | DeflateTask | MethodTask | IndexesTask, never /* the interface says which result is whose */>({
    filename: workerFile(import.meta.url),
    name: "makeChunk",
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: CHUNKS_PER_WORKER,
    recordTiming: false,
  });
  const queue = new FairQueue(CHUNKS_PER_WORKER * workers);
  const lanes = new Set<Pick<Lane<never>, "close">>();
  let stopping: Promise<void> | undefined;
  const unlessStopped = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (stopping !== undefined) throw serviceStopping(); // threads that are asked after their end would start anew
    return ask().catch((error: unknown) => { throw stopping === undefined ? error : serviceStopping(); });
  };
  const inTurn = async function* <C>(read: (lane: Lane<C>) => AsyncGenerator<C, void, undefined>) {
    const lane = queue.lane<C>();
    if (stopping !== undefined) lane.close(serviceStopping());
    lanes.add(lane);
    try {
      yield* read(lane);
    } finally {
      lanes.delete(lane);
    }
  };
  return {
    workers,
    chunks: (line, range, { signal, kind = "data", onlyChunkTokens, ahead = workers } = {}) => inTurn<Chunk>((lane) =>
      chunksInOrder({ line, range, kind, signal, onlyChunkTokens, ahead: Math.min(ahead, workers), lane, make: (part) => threads.run({ line, kind, ...part }) })),
    deflated: async function* (line, range, { signal } = {}) {
      signal?.throwIfAborted();
      const method = await unlessStopped(() => threads.run({ line, range }, { name: "chooseMethod" }));
      const end = range.first + range.count;
      const make = (part: ChunkRange) => threads.run({ line, ...part, method, isLast: part.first + BigInt(part.count) === end }, { name: "makeDeflated" });
      // A chunk has nothing before it to match, so they are large; they are always the same, for here it shows where they are cut.
      yield* inTurn<DeflatedChunk>((lane) => chunksInOrder({ line, range, kind: "data", signal, onlyChunkTokens: chunkSize(line), ahead: workers, lane, make }));
    },
    indexesOf: (line, tokens) => unlessStopped(() => threads.run({ line, tokens }, { name: "findIndexes" })),
    stop: () => {
      for (const lane of lanes) lane.close(serviceStopping());
      stopping ??= threads.destroy();
      return stopping;
    },
  };
}

function serviceStopping(): ServiceError {
  return new ServiceError("SERVICE_STOPPING", "The service is stopping.");
}
