import { pause } from "./pause.ts";
import type { Runtime } from "./runtime.ts";

/** Waits until something has settled, well or not, but no longer than this: for goodbyes that nobody may hear. */
export async function atMost(ms: number, timer: Runtime["timer"], work: Promise<unknown>): Promise<void> {
  const settled = new AbortController();
  const done = work.catch(() => undefined); // whoever waits longer is told
  await Promise.race([done, pause(ms, timer, settled.signal).catch(() => undefined)]); // it has settled
  settled.abort();
}
