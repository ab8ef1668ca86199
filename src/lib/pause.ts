import type { Runtime } from "./runtime.ts";

/**
 * Waits.
 *
 * @throws the signal's reason, at once, when it aborts.
 */
export function pause(ms: number, timer: Runtime["timer"], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      running.stop();
      reject(signal?.reason as Error); // of our own signals, which are aborted with errors
    };
    const running = timer(ms, () => {
      signal?.removeEventListener("abort", leave);
      resolve();
    });
    if (signal?.aborted) leave();
    else signal?.addEventListener("abort", leave, { once: true });
  });
}
