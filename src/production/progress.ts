const INTERVAL_MS = 250;

/**
 * Thins a pass's progress: whole percents, and at most one every 250 ms. The end is left to whoever ends the pass.
 *
 * @param report told the percent.
 */
export function thinned(size: bigint, monotonicMs: () => number, report: (percent: number) => Promise<void>): (done: bigint) => Promise<void> {
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
