import type Sqlite from "better-sqlite3";

/** The ids of the master keys that a SQLite database still needs, in their order. One that an older version has written knows of no key that was retired. */
export function neededKeyIds(database: Sqlite.Database): string[] {
  const columns = database.prepare("select name from pragma_table_info('master_key_use')").pluck().all();
  const needed = columns.includes("retired_at") ? "where retired_at is null" : "";
  return database.prepare(`select key_id from master_key_use ${needed} order by key_id`).pluck().all() as string[]; // the column is text
}
