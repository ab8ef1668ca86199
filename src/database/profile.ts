import type { Constructor } from "@mikro-orm/core";
import type { Migration } from "@mikro-orm/migrations";
import { defineConfig as definePostgreSql } from "@mikro-orm/postgresql";
import { defineConfig as defineSqlite } from "@mikro-orm/sqlite";
import { type Runtime, systemRuntime } from "../lib/runtime.ts";
import { postgresqlDialect, sqliteDialect } from "./dialects.ts";
import { MIGRATIONS as POSTGRESQL_MIGRATIONS } from "./migrations/postgresql/index.ts";
import { MIGRATIONS as SQLITE_MIGRATIONS } from "./migrations/sqlite/index.ts";
import { type Patience, postgresqlConfig, SERVING } from "./postgresql-config.ts";
import { PostgresqlConnections } from "./postgresql-connections.ts";
import { SqliteConnections } from "./sqlite-connections.ts";
import { SteadyDriver } from "./steady-driver.ts";
import { Vitals } from "./vitals.ts";

/** Where the rows live: on a PostgreSQL server, or in one SQLite file. */
export type Location = ServerLocation | { readonly file: string };

export interface ServerLocation {
  readonly url: string;
  /** Where a session is one, if a pooler stands between that lends connections for a transaction only; otherwise the same. */
  readonly directUrl?: string;
}

/** To a PostgreSQL server. */
const MAX_CONNECTIONS = 10;

export interface NamedMigration {
  readonly name: string;
  readonly class: Constructor<Migration>;
}

export interface ProfileDeps {
  readonly vitals: Vitals;
  readonly timer: Runtime["timer"];
  /** With a server that does not answer. */
  readonly patience: Patience;
  /** Asked before anything is written to a SQLite file. */
  readonly beforeWrite: () => void;
}

/** What differs from dialect to dialect: the driver with its connections, how the mapper is told of it, and the migrations in their order. */
export function profileOf(
  location: Location,
  {
    vitals = new Vitals(),
    timer = systemRuntime.timer,
    patience = SERVING,
    beforeWrite = () => undefined,
  }: Partial<ProfileDeps> = {},
) {
  if ("file" in location) {
    const { file } = location;
    const driver = new SteadyDriver(() => new SqliteConnections({ file, vitals, timer, beforeWrite }));
    return {
      driver,
      options: defineSqlite({ dbName: file, driverOptions: () => sqliteDialect(driver) }),
      migrations: SQLITE_MIGRATIONS,
    };
  }
  const config = postgresqlConfig(location.url, patience);
  const driver = new SteadyDriver(
    () => new PostgresqlConnections({ config: { ...config, max: MAX_CONNECTIONS }, vitals }),
  );
  return {
    driver,
    options: definePostgreSql({ clientUrl: location.url, driverOptions: () => postgresqlDialect(driver) }),
    migrations: POSTGRESQL_MIGRATIONS,
  };
}
