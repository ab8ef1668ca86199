import { type BackOff, backOffMs } from "./back-off.ts";
import { isPassingFault } from "./passing-fault.ts";
import { pause } from "./pause.ts";
import type { Runtime } from "./runtime.ts";

const BACK_OFF: BackOff = { firstMs: 250, longestMs: 15_000 };

/**
 * Does some work again, without end, for as long as nothing but passing faults are in its way.
 *
 * @throws the signal's reason when it aborts, and any other fault of the work.
 */
export async function outlast<T>(
  work: () => Promise<T>,
  { timer, randomBytes }: Pick<Runtime, "timer" | "randomBytes">,
  signal: AbortSignal,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (fault) {
      if (!isPassingFault(fault)) throw fault;
      await pause(backOffMs(failures, BACK_OFF, randomBytes), timer, signal);
    }
  }
}
