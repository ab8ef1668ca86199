import { join } from "node:path";
import Sqlite from "better-sqlite3";
import pg from "pg";
import type { TestDatabase } from "./databases.ts";

/** Rows of a table, read past the service: what no client may see any more. */
export async function countRows({ databaseUrl, dataDir }: TestDatabase, table: string): Promise<number> {
  const statement = `select count(*) as count from ${table}`;
  if (databaseUrl === undefined) {
    using sqlite = {
      file: new Sqlite(join(dataDir, "tokenworks.db"), { readonly: true }),
      [Symbol.dispose]() {
        this.file.close();
      },
    };
    return (sqlite.file.prepare(statement).get() as { count: number }).count;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return Number((await client.query<{ count: string }>(statement)).rows[0]?.count);
  } finally {
    await client.end();
  }
}
