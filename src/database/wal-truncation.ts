import Sqlite from "better-sqlite3";
import type { Runtime, Timer } from "../lib/runtime.ts";
import type { Location } from "./profile.ts";

/** What is deleted within it goes at once. */
const GATHER_MS = 500;
const RETRY_MS = 250;

/** Sees to it that what was deleted leaves SQLite's write-ahead log. */
export interface WalTruncation {
  /** Soon after the call: everything committed until now stands in the database file alone. */
  readonly soon: () => void;
  readonly stop: () => void;
}

export interface WalTruncationParts extends Pick<Runtime, "timer"> {
  readonly location: Location;
  readonly onFault: (fault: unknown) => void;
}

/**
 * Empties SQLite's write-ahead log after a deletion, by a checkpoint: the log holds old images of pages until then, and what it held is
 * overwritten in the database file, where `secure_delete` is on. Elsewhere there is no such log, and nothing is done.
 *
 * The checkpoint has a connection of its own that never waits: while somebody reads or writes it is tried again, and blocks nobody.
 */
export function startWalTruncation({ location, timer, onFault }: WalTruncationParts): WalTruncation {
  if (!("file" in location)) return { soon: nothing, stop: nothing };
  const connection = new Sqlite(location.file, { timeout: 0 });
  connection.pragma("secure_delete = on");
  connection.pragma("synchronous = full");
  let waiting: Timer | null = null;
  const wait = (ms: number) => {
    waiting ??= timer(ms, truncate);
  };
  const truncate = () => {
    waiting = null;
    if (!isTruncated(connection, onFault)) wait(RETRY_MS);
  };
  truncate(); // a process that ended before its turn has left its log behind
  return {
    soon: () => {
      wait(GATHER_MS);
    },
    stop: () => {
      waiting?.stop();
      connection.close();
    },
  };
}

/** @returns false where it has to be tried again. */
function isTruncated(connection: Sqlite.Database, onFault: (fault: unknown) => void): boolean {
  try {
    return connection.pragma("wal_checkpoint(truncate)", { simple: true }) === 0;
  } catch (fault) {
    if (!isBusy(fault)) onFault(fault);
    return false;
  }
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Sqlite.SqliteError && (fault.code.startsWith("SQLITE_BUSY") || fault.code.startsWith("SQLITE_LOCKED"));
}

function nothing(): void {
  // There is no log to empty.
}
