import { signal } from "@preact/signals";

const TICK_MS = 15_000;

/** The time that ages are counted to. */
export const nowMs = signal(Date.now());

setInterval(() => {
  nowMs.value = Date.now();
}, TICK_MS);
