import { pause } from "../lib/pause.ts";
import type { Runtime } from "../lib/runtime.ts";

/** How often a lock of another process is tried again. */
const RETRY_MS = 25;
/** How long it is waited for. */
const PATIENCE_MS = 5_000;

/**
 * Waits for a lock that another process holds on a SQLite file, without holding up this one.
 *
 * All who wait at the same time, one after the other, give up about when each would have done so alone.
 */
export class LockPatience {
  private pauses = 0;

  constructor(private readonly timer: Runtime["timer"]) {}

  /** Now, in pauses: the time that passes while somebody waits. */
  get now(): number {
    return this.pauses;
  }

  /** @throws what `work` throws, `SQLITE_BUSY` once the patience has come to its end. */
  async over<T>(work: () => T, since = this.pauses): Promise<T> {
    for (;;) {
      try {
        return work();
      } catch (fault) {
        if (!isBusy(fault) || (this.pauses - since) * RETRY_MS >= PATIENCE_MS) throw fault;
        await pause(RETRY_MS, this.timer);
        this.pauses += 1;
      }
    }
  }
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && String(fault.code).startsWith("SQLITE_BUSY");
}
