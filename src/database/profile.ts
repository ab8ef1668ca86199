import type { Constructor } from "@mikro-orm/core";
import type { Migration } from "@mikro-orm/migrations";
import { defineConfig as definePostgreSql } from "@mikro-orm/postgresql";
import { defineConfig as defineSqlite } from "@mikro-orm/sqlite";
import { CompiledQuery, type DatabaseConnection } from "kysely";
import { MIGRATIONS as POSTGRESQL_MIGRATIONS } from "./migrations/postgresql/index.ts";
import { MIGRATIONS as SQLITE_MIGRATIONS } from "./migrations/sqlite/index.ts";

/** Where the rows live: on a PostgreSQL server, or in one SQLite file. */
export type Location = { readonly url: string } | { readonly file: string };

export interface NamedMigration {
  readonly name: string;
  readonly class: Constructor<Migration>;
}

/** What differs from dialect to dialect: the driver, the settings of its connections, and the migrations in their order. */
export function profileOf(location: Location) {
  return "url" in location
    ? { options: definePostgreSql({ clientUrl: location.url, pool: { min: 0, max: 10 } }), migrations: POSTGRESQL_MIGRATIONS }
    : { options: defineSqlite({ dbName: location.file, onCreateConnection: setSqlitePragmas }), migrations: SQLITE_MIGRATIONS };
}

/** On every connection: a WAL database that is opened again would fall back to `synchronous=NORMAL`, and a power cut could lose a commit. What is deleted is overwritten. The log is brought into the file by {@link FileWatch} alone. */
async function setSqlitePragmas(connection: unknown): Promise<void> {
  const sqlite = connection as DatabaseConnection; // MikroORM hands over Kysely's connection without its type
  for (const pragma of ["journal_mode = wal", "synchronous = full", "busy_timeout = 5000", "foreign_keys = on", "secure_delete = on", "wal_autocheckpoint = 0"]) {
    await sqlite.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
  }
}
