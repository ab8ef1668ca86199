import { randomUUID } from "node:crypto";
import { Piscina } from "piscina";
import type { Timed } from "../../lib/fair-queue.ts";
import { workerFile, YOUNG_MIB } from "../../lib/worker-thread.ts";
import type { TypedReading } from "../../format/lenient/read-typed.ts";
import type { Chunk } from "../chunk.ts";
import type { DeflatedChunk, DeflateMethod } from "./deflate-chunk.ts";
import type { HashedRange } from "./hash-range.ts";
import { ThreadQuestions } from "./thread-questions.ts";
import type { ChunkTask, DeflateTask, IndexesTask, MethodTask, RangesTask, TypedTask } from "./worker.ts";

/** One task that a worker is doing, and one for it to go on with at once, before the main thread has taken the result of the first. */
export const TASKS_PER_WORKER = 2;

/** Runs the worker's functions in threads: `makeChunk()` where no name is given. */
export interface Threads {
  run(task: ChunkTask): Promise<Timed<Chunk>>;
  run(task: DeflateTask, options: { readonly name: "makeDeflated" }): Promise<Timed<DeflatedChunk>>;
  run(task: MethodTask, options: { readonly name: "chooseMethod" }): Promise<Timed<DeflateMethod>>;
  run(task: IndexesTask, options: { readonly name: "findIndexes" }): Promise<Timed<(bigint | null)[][]>>;
  run(task: TypedTask, options: { readonly name: "readTyped" }): Promise<Timed<TypedReading[]>>;
  run(task: RangesTask, options: { readonly name: "hashRanges" }): Promise<Timed<HashedRange[]>>;
  /** Has every thread forget a line, between two tasks. Resolves to how many things they kept of it. */
  forget(lineId: string): Promise<number>;
  destroy(): Promise<void>;
}

type Task = ChunkTask | DeflateTask | MethodTask | IndexesTask | TypedTask | RangesTask;

export function startThreads(workers: number): Threads {
  const channelName = randomUUID();
  const pool = new Piscina<Task, never /* the interface says which result is whose */>({
    filename: workerFile(import.meta.url),
    name: "makeChunk",
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: TASKS_PER_WORKER,
    recordTiming: false,
    workerData: channelName,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
    // A thread that waits in Atomics.wait() never comes to its event loop: it hears nothing of the channel, and frees nothing that waits for a turn.
    atomics: "disabled",
  });
  const questions = new ThreadQuestions(channelName, workers);
  return {
    run: (task: Task, options?: { readonly name: string }) => pool.run(task, options),
    forget: (lineId) => questions.forget(lineId),
    destroy: async () => {
      questions.close();
      await pool.destroy();
    },
  };
}
