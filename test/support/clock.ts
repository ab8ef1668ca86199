import type { Runtime, Timer } from "../../src/lib/runtime.ts";

/** Timers of a time that passes when it is told to. */
export interface Clock {
  readonly timer: Runtime["timer"];
  /** How often any timer was started or restarted. */
  readonly starts: () => number;
  /** Timers that run. */
  readonly running: () => number;
  readonly advance: (ms: number) => void;
}

export function newClock(): Clock {
  const timers = new Map<Timer, { endsMs: number; readonly onEnd: () => void }>();
  let nowMs = 0;
  let starts = 0;
  return {
    timer: (ms, onEnd) => {
      const restart = () => {
        starts += 1;
        timers.set(timer, { endsMs: nowMs + ms, onEnd });
      };
      const timer: Timer = { restart, stop: () => void timers.delete(timer) };
      restart();
      return timer;
    },
    starts: () => starts,
    running: () => timers.size,
    advance: (ms) => {
      nowMs += ms;
      for (const [timer, { endsMs, onEnd }] of [...timers]) {
        if (endsMs > nowMs) continue;
        timers.delete(timer);
        onEnd();
      }
    },
  };
}
