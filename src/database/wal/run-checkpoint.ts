import Sqlite from "better-sqlite3";

export interface Checkpoint {
  readonly file: string;
  /** `passive` as far as readers let it; `truncate` all of it, and leaves the log empty. */
  readonly mode: "passive" | "truncate";
}

/**
 * Brings what SQLite's write-ahead log holds into the file.
 *
 * It has a connection of its own, which never waits.
 *
 * @returns false while somebody who reads or writes prevents it.
 */
export function runCheckpoint({ file, mode }: Checkpoint): boolean {
  const connection = new Sqlite(file, { timeout: 0, fileMustExist: true });
  try {
    connection.pragma("synchronous = full");
    return connection.pragma(`wal_checkpoint(${mode})`, { simple: true }) === 0;
  } catch (fault) {
    if (!isBusy(fault)) throw fault;
    return false;
  } finally {
    connection.close();
  }
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(fault.code);
}
