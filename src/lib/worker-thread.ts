import { getPriority, setPriority } from "node:os";
import { isMainThread } from "node:worker_threads";

/** A thread's heap for short-lived objects, MiB. Node's own choice, 16 or more, costs each thread three times as much memory. */
export const YOUNG_MIB = 4;

/** By how much a worker's priority is below the main thread's: workers take what it leaves of the processors, for it has requests to answer. */
const NICENESS = 5;

/** The file `worker` beside a module that starts threads: TypeScript in the sources, JavaScript once built. */
export function workerFile(self: string): string {
  return new URL(self.endsWith(".ts") ? "./worker.ts" : "./worker.js", self).href;
}

/** Lowers the calling worker thread's priority. Only Linux gives each thread one of its own; elsewhere this would slow the whole process down. */
export function lowerPriority(): void {
  if (!isMainThread && process.platform === "linux") setPriority(Math.min(19, getPriority() + NICENESS));
}
