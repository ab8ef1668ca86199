import { Piscina } from "piscina";

/** A thread's heap for short-lived objects, MiB. Node's own choice, 16 or more, costs each thread three times as much memory. */
const YOUNG_MIB = 4;

/** How Piscina begins to tell of an answer that nobody waits for. */
const LATE_ANSWER = "Unexpected message from Worker";

export interface PoolOptions {
  /** The function that runs where a task names no other. */
  readonly name: string;
  readonly minThreads: number;
  readonly maxThreads: number;
  /** How long a thread beyond `minThreads` stays without a task, ms. */
  readonly idleTimeout?: number;
  readonly concurrentTasksPerWorker?: number;
  readonly workerData?: unknown;
}

/**
 * Threads that run the functions of the file `worker` beside a module.
 *
 * @param self the module's `import.meta.url`.
 */
export function startPool<Task, Result>(self: string, options: PoolOptions): Piscina<Task, Result> {
  const pool = new Piscina<Task, Result>({
    ...options,
    filename: workerFile(self),
    recordTiming: false,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
    // A thread that waits in Atomics.wait() never comes to its event loop: it hears nothing of a channel, and frees nothing that waits for a turn.
    atomics: "disabled",
  });
  pool.on("error", (error: Error) => {
    // A thread that is ended, with its pool or because its task is cancelled, may have answered just before: whoever asked has been told of the end.
    if (!error.message.startsWith(LATE_ANSWER)) throw error;
  });
  return pool;
}

/** TypeScript in the sources, JavaScript once built. */
function workerFile(self: string): string {
  return new URL(self.endsWith(".ts") ? "./worker.ts" : "./worker.js", self).href;
}
