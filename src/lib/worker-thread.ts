import { getPriority, setPriority } from "node:os";
import { isMainThread } from "node:worker_threads";

/** By how much a worker's priority is below the main thread's: workers take what it leaves of the processors, for it has requests to answer. */
const NICENESS = 5;

/** Lowers the calling worker thread's priority. Only Linux gives each thread one of its own; elsewhere this would slow the whole process down. */
export function lowerPriority(): void {
  if (!isMainThread && process.platform === "linux") setPriority(Math.min(19, getPriority() + NICENESS));
}
