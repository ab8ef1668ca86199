import { pause } from "../../lib/pause.ts";
import type { Runtime } from "../../lib/runtime.ts";

const INTERVAL_MS = 250;
/** How long a report may hold up what it reports. */
const PATIENCE_MS = 1_000;

/**
 * Thins a pass's progress: whole percentages, and at most one every 250 ms. The end is left to whoever ends the pass.
 *
 * @param report told the percent.
 */
export function thinned(
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

/** Waits a second for a report, at most; what is to be reported until that one is over is left out. */
export function unhurried(
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
