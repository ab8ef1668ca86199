import { type Runtime, systemRuntime } from "./runtime.ts";

/** A clock that can be set by another one; until then it goes as it goes. */
export interface SetClock {
  readonly runtime: Runtime;
  /** @param offsetMs what is to be added to this machine's time. */
  readonly set: (offsetMs: number) => void;
  readonly offsetMs: () => number;
}

/** Sets the clock of the system by another; one that is a test's own stays as it is. */
export function setClock(runtime: Runtime): SetClock {
  let offset = 0;
  const isSystem = runtime.now === systemRuntime.now;
  return {
    runtime: isSystem ? { ...runtime, now: () => new Date(Date.now() + offset) } : runtime,
    set: (offsetMs) => {
      offset = offsetMs;
    },
    offsetMs: () => offset,
  };
}

/** A clock that differs by more than any network takes. */
export function isOff(offsetMs: number): boolean {
  return Math.abs(offsetMs) > 1_000;
}
