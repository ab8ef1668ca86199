import { randomUUID } from "node:crypto";
import type { Timed } from "../../lib/fair-queue.ts";
import { startPool } from "../../lib/thread-pool.ts";
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
  const pool = startPool<Task, never /* the interface says which result is whose */>(import.meta.url, {
    name: "makeChunk",
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: TASKS_PER_WORKER,
    workerData: channelName,
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
