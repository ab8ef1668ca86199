import type { Runtime, Timer } from "../../lib/runtime.ts";

/** What is deleted within it goes at once. */
const GATHER_MS = 500;
/** While somebody reads or writes. */
const BUSY_MS = 250;
/** After a fault. */
const FAULT_MS = 5_000;

/** Sees to it that what was deleted leaves SQLite's write-ahead log. */
export interface WalTruncation {
  /** Soon after the call, what was deleted before it stands neither in the log nor in the database file. */
  readonly soon: () => void;
  readonly stop: () => void;
}

export interface WalTruncationDeps extends Pick<Runtime, "timer"> {
  /** Answers false while somebody reads or writes. */
  readonly emptyLog: () => Promise<boolean>;
  /** Told why it cannot be done at the moment, once until it can. */
  readonly onFault: (fault: unknown) => void;
}

/**
 * Empties SQLite's write-ahead log after a deletion, by a checkpoint: until then the log holds old images of pages, and the database file
 * the old pages, which `secure_delete` has overwritten in the log's newest images alone.
 */
export function startWalTruncation({ emptyLog, timer, onFault }: WalTruncationDeps): WalTruncation {
  let waiting: Timer | null = null;
  let isFailing = false;
  let isStopped = false;
  const wait = (ms: number) => {
    if (!isStopped) waiting ??= timer(ms, () => void empty());
  };
  const empty = async () => {
    waiting = null;
    try {
      if (!(await emptyLog())) wait(BUSY_MS);
      isFailing = false;
    } catch (fault) {
      if (!isFailing) onFault(fault);
      isFailing = true;
      wait(FAULT_MS);
    }
  };
  void empty(); // a process that ended before its turn has left its log behind
  return {
    soon: () => {
      wait(GATHER_MS);
    },
    stop: () => {
      isStopped = true;
      waiting?.stop();
    },
  };
}
