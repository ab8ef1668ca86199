import { randomBytes, randomUUID } from "node:crypto";

/** Clock, randomness and ids: whatever a run cannot repeat comes from here, so that a test can. */
export interface Runtime {
  readonly now: () => Date;
  /** Milliseconds from an arbitrary start; never goes back. */
  readonly monotonicMs: () => number;
  readonly uuid: () => string;
  /** Unpredictable bytes from the operating system. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly timer: (ms: number, onEnd: () => void) => Timer;
}

/** Ends once, so many milliseconds after its start or its last restart. */
export interface Timer {
  /** Also of one that has ended. */
  restart(): void;
  stop(): void;
}

export const systemRuntime: Runtime = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  uuid: () => randomUUID(),
  randomBytes: (count) => randomBytes(count),
  timer: (ms, onEnd) => {
    const timeout = setTimeout(onEnd, ms);
    return {
      restart: () => void timeout.refresh(),
      stop: () => {
        clearTimeout(timeout);
      },
    };
  },
};
