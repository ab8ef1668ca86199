import Sqlite from "better-sqlite3";

/**
 * Brings all that SQLite's write-ahead log holds into the file, and leaves the log empty.
 *
 * It has a connection of its own, which never waits.
 *
 * @returns false while somebody reads or writes.
 */
export function truncateLog(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = new Sqlite(file, { timeout: 0, fileMustExist: true });
    try {
      connection.pragma("synchronous = full");
      resolve(connection.pragma("wal_checkpoint(truncate)", { simple: true }) === 0);
    } catch (fault) {
      if (!isBusy(fault)) throw fault;
      resolve(false);
    } finally {
      connection.close();
    }
  });
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(fault.code);
}
