import { randomUUID } from "node:crypto";
import { BroadcastChannel } from "node:worker_threads";
import { Piscina } from "piscina";
import type { Timed } from "../../lib/fair-queue.ts";
import { workerFile, YOUNG_MIB } from "../../lib/worker-thread.ts";
import type { Chunk } from "../chunk.ts";
import type { DeflatedChunk, DeflateMethod } from "./deflate-chunk.ts";
import type { ChunkTask, DeflateTask, ForgetQuestion, ForgetAnswer, IndexesTask, MethodTask } from "./worker.ts";

/** One task that a worker is doing, and one for it to go on with at once, before the main thread has taken the result of the first. */
export const TASKS_PER_WORKER = 2;

/** Runs the worker's functions in threads: `makeChunk()` where no name is given. */
export interface Threads {
  run(task: ChunkTask): Promise<Timed<Chunk>>;
  run(task: DeflateTask, options: { readonly name: "makeDeflated" }): Promise<Timed<DeflatedChunk>>;
  run(task: MethodTask, options: { readonly name: "chooseMethod" }): Promise<Timed<DeflateMethod>>;
  run(task: IndexesTask, options: { readonly name: "findIndexes" }): Promise<Timed<(bigint | null)[]>>;
  /** Has every thread forget a line, between two tasks. Resolves to how many things they kept of it. */
  forget(lineId: string): Promise<number>;
  destroy(): Promise<void>;
}

type Task = ChunkTask | DeflateTask | MethodTask | IndexesTask;

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
  const asking = askAll(channelName, workers);
  return {
    run: (task: Task, options?: { readonly name: string }) => pool.run(task, options),
    forget: asking.forget,
    destroy: async () => {
      asking.close();
      await pool.destroy();
    },
  };
}

/** Asks all threads, each of which answers. */
function askAll(channelName: string, workers: number) {
  const channel = new BroadcastChannel(channelName);
  channel.unref();
  const open = new Map<number, { answers: number; things: number; readonly resolve: (things: number) => void }>();
  channel.onmessage = (event) => {
    const { asked, things } = (event as { data: ForgetAnswer }).data; // what threads send
    const question = open.get(asked);
    /* v8 ignore next -- an answer that was under way when the channel was closed */
    if (question === undefined) return;
    question.answers += 1;
    question.things += things;
    if (question.answers < workers) return;
    open.delete(asked);
    if (open.size === 0) channel.unref();
    question.resolve(question.things);
  };
  let asked = 0;
  let isClosed = false;
  const forget = (lineId: string): Promise<number> => {
    if (isClosed) return Promise.resolve(0);
    const { promise, resolve } = Promise.withResolvers<number>();
    asked += 1;
    open.set(asked, { answers: 0, things: 0, resolve });
    channel.ref();
    channel.postMessage({ forget: lineId, asked } satisfies ForgetQuestion);
    return promise;
  };
  const close = (): void => {
    isClosed = true;
    channel.close();
    for (const { resolve, things } of open.values()) resolve(things); // threads that have ended keep nothing
    open.clear();
  };
  return { forget, close };
}
