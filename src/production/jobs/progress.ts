import { pause } from "../../lib/pause.ts";
import type { Runtime } from "../../lib/runtime.ts";

const INTERVAL_MS = 250;
/** Telling one follower takes some 20 µs of the main thread, and of others as much again: all together get 4 % of a processor's time. */
const MS_PER_FOLLOWER = 1;
/** How long a report may hold up the work that it tells of. */
const PATIENCE_MS = 1_000;

/**
 * Throttles the reports of a pass's progress: only whole percentages are reported, and at most one every 250 ms. Whoever ends the pass reports its end.
 *
 * @param report called with the percentage.
 */
export function throttle(
  size: bigint,
  monotonicMs: () => number,
  report: (percent: number) => Promise<void>,
): (done: bigint) => Promise<void> {
  let reportedAt = monotonicMs();
  let reported = 0;
  return async (done) => {
    const percent = Number((done * 100n) / size);
    const now = monotonicMs();
    if (percent === reported || now - reportedAt < INTERVAL_MS) return;
    reportedAt = now;
    reported = percent;
    await report(percent);
  };
}

/** Drops whatever is reported while an earlier report is still under way, and waits at most a second for each. */
export function dropWhileBusy(
  report: (percent: number) => Promise<void>,
  timer: Runtime["timer"],
): (percent: number) => Promise<void> {
  let isReporting = false;
  return async (percent) => {
    if (isReporting) return;
    isReporting = true;
    const reported = new AbortController();
    const reporting = report(percent).finally(() => {
      isReporting = false;
      reported.abort();
    });
    await Promise.race([reporting, pause(PATIENCE_MS, timer, reported.signal).catch(() => undefined)]); // it is over
  };
}

/**
 * Says whether progress is to be told now, in per cent: the more who follow, the less often, so that a production does not wait for its listeners. It
 * counts from its own making, when all of them are told that the work has begun. What will end in less than half the time between two is told by its
 * end alone.
 */
export function spareTelling(followers: () => number, monotonicMs: () => number): (percent: number) => boolean {
  const begunMs = monotonicMs();
  let toldMs = begunMs;
  return (percent) => {
    const now = monotonicMs();
    const spareMs = followers() * MS_PER_FOLLOWER;
    const leftMs = ((now - begunMs) * (100 - percent)) / percent;
    if (now - toldMs < spareMs || leftMs < spareMs / 2) return false;
    toldMs = now;
    return true;
  };
}
