import { setTimeout as sleep } from "node:timers/promises";

/** What `/readyz` and a reading client were answered with, while they were watched. */
export interface Health {
  /** Each different answer of `/readyz`, such as `200 {"writable":false}`. */
  readonly ready: ReadonlySet<string>;
  readonly slowestReadyMs: number;
  /** Reads that were answered with data, and those that were not. */
  readonly reads: { readonly good: number; readonly bad: number };
  /** Of refusals with 503, how many said when to come again. */
  readonly waits: { readonly told: number; readonly untold: number };
}

const MAX_ANSWER_MS = 60_000;
const PAUSE_MS = 200;

export function watchHealth(url: string, sessionKey: string): { readonly stop: () => Promise<Health> } {
  const ready = new Set<string>();
  const reads = { good: 0, bad: 0 };
  const waits = { told: 0, untold: 0 };
  let slowestReadyMs = 0;
  let isOn = true;
  const watchReady = async () => {
    while (isOn) {
      const startMs = performance.now();
      ready.add(
        await get(`${url}/readyz`).then(
          async (answer) => `${answer.status} ${await answer.text()}`,
          () => "no answer",
        ),
      );
      slowestReadyMs = Math.max(slowestReadyMs, performance.now() - startMs);
      await sleep(PAUSE_MS);
    }
  };
  const read = async () => {
    while (isOn) {
      const answer = await get(`${url}/api/alphabets/DICE`, { "Session-Key": sessionKey }).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.status === 200) reads.good += 1;
      else reads.bad += 1;
      if (answer?.status === 503) waits[answer.headers.has("Retry-After") ? "told" : "untold"] += 1;
      await sleep(PAUSE_MS);
    }
  };
  const ended = Promise.all([watchReady(), read()]);
  const stop = async () => {
    isOn = false;
    await ended;
    return { ready, slowestReadyMs, reads, waits };
  };
  return { stop };
}

function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers, signal: AbortSignal.timeout(MAX_ANSWER_MS) });
}
