import type { ChildProcess } from "node:child_process";

/** A core's time goes round in so many slices, and a process runs in one of them. */
const SLICES = 4;
const SLICE_MS = 5;

/**
 * Lets processes run a quarter of the time each, the first in the first slice, and so on: as if each had a machine of its own, a quarter as fast as
 * a core. They are stopped and continued, which no program can notice but by the time.
 *
 * @returns what ends that.
 */
export function shareOfACore(processes: readonly ChildProcess[]): () => void {
  let slice = 0;
  const turn = () => {
    slice = (slice + 1) % SLICES;
    processes.forEach((each, at) => each.kill(at % SLICES === slice ? "SIGCONT" : "SIGSTOP"));
  };
  const timer = setInterval(turn, SLICE_MS);
  return () => {
    clearInterval(timer);
    for (const each of processes) each.kill("SIGCONT");
  };
}
