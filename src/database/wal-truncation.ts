import Sqlite from "better-sqlite3";
import type { Runtime, Timer } from "../lib/runtime.ts";
import type { Location } from "./profile.ts";

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

export interface WalTruncationParts extends Pick<Runtime, "timer"> {
  readonly location: Location;
  /** Told why it cannot be done at the moment, once until it can. */
  readonly onFault: (fault: unknown) => void;
}

/**
 * Empties SQLite's write-ahead log after a deletion, by a checkpoint: until then the log holds old images of pages, and the database file
 * the old pages, which `secure_delete` has overwritten in the log's newest images alone. Other databases have no such log, and nothing is done.
 *
 * Each try has a connection of its own, which never waits: while somebody else reads or writes it comes to nothing, and the next one follows.
 */
export function startWalTruncation({ location, timer, onFault }: WalTruncationParts): WalTruncation {
  if (!("file" in location)) return { soon: nothing, stop: nothing };
  let waiting: Timer | null = null;
  let isFailing = false;
  const wait = (ms: number) => {
    waiting ??= timer(ms, truncate);
  };
  const truncate = () => {
    waiting = null;
    try {
      if (!isTruncated(location.file)) wait(BUSY_MS);
      isFailing = false;
    } catch (fault) {
      if (!isFailing) onFault(fault);
      isFailing = true;
      wait(FAULT_MS);
    }
  };
  truncate(); // a process that ended before its turn has left its log behind
  return {
    soon: () => {
      wait(GATHER_MS);
    },
    stop: () => {
      waiting?.stop();
    },
  };
}

/** @returns false while somebody reads or writes. */
function isTruncated(file: string): boolean {
  const connection = new Sqlite(file, { timeout: 0, fileMustExist: true });
  try {
    connection.pragma("synchronous = full");
    return connection.pragma("wal_checkpoint(truncate)", { simple: true }) === 0;
  } catch (fault) {
    if (isBusy(fault)) return false;
    throw fault;
  } finally {
    connection.close();
  }
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(fault.code);
}

function nothing(): void {
  // There is no log to empty.
}
