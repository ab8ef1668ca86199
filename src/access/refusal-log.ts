import type { Logger } from "pino";
import type { Runtime } from "../lib/runtime.ts";

const WINDOW_MS = 60_000;

export interface RefusalLog {
  /** Counts a credential that was no good. */
  readonly count: () => void;
  readonly stop: () => void;
}

/** Logs how many credentials were refused, at most once a minute: who tries many must not fill the log. */
export function startRefusalLog(log: Pick<Logger, "info">, { timer }: Pick<Runtime, "timer">): RefusalLog {
  let refused = 0;
  let ending: ReturnType<Runtime["timer"]> | null = null;
  const tell = () => {
    ending?.stop();
    ending = null;
    if (refused > 0) log.info({ refused }, "Credentials were refused in the last minute.");
    refused = 0;
  };
  return {
    count: () => {
      refused += 1;
      ending ??= timer(WINDOW_MS, tell);
    },
    stop: tell,
  };
}
