import { getPriority, setPriority } from "node:os";
import { isMainThread } from "node:worker_threads";

/** How far below the main thread's priority a worker's is: they take what processors it leaves, for it has requests to answer. */
const NICENESS = 5;

/** Lets the calling worker thread stand back. Only Linux gives each thread a priority of its own; elsewhere this would slow the whole process down. */
export function lowerPriority(): void {
  if (!isMainThread && process.platform === "linux") setPriority(Math.min(19, getPriority() + NICENESS));
}
