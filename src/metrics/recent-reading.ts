import { atMost } from "../lib/at-most.ts";
import type { Runtime } from "../lib/runtime.ts";

export interface RecentReadingOptions<T> {
  readonly read: () => Promise<T>;
  /** How old a reading may be that is given once more. */
  readonly maxAgeMs: number;
  /** How long whoever asks waits for it. */
  readonly patienceMs: number;
  readonly runtime: Pick<Runtime, "monotonicMs" | "timer">;
}

/** @returns asks for the newest reading: null where none could be had in time. One that is under way serves all who ask. */
export function recentReading<T>({
  read,
  maxAgeMs,
  patienceMs,
  runtime,
}: RecentReadingOptions<T>): () => Promise<T | null> {
  let newest: { readonly value: T; readonly atMs: number } | null = null;
  let reading: Promise<void> | null = null;
  const isRecent = () => newest !== null && runtime.monotonicMs() - newest.atMs <= maxAgeMs;
  const start = async () => {
    try {
      newest = { value: await read(), atMs: runtime.monotonicMs() };
    } finally {
      reading = null;
    }
  };
  return async () => {
    if (!isRecent()) await atMost(patienceMs, runtime.timer, (reading ??= start()));
    return isRecent() ? (newest?.value ?? null) : null;
  };
}
