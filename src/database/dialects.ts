import {
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { PostgresqlConnections, type PostgresqlConnectionsParts } from "./postgresql-connections.ts";
import { SqliteConnections, type SqliteConnectionsParts } from "./sqlite-connections.ts";
import { SteadyDriver } from "./steady-driver.ts";

/** Kysely's dialect of SQLite. */
export function sqliteDialect(parts: SqliteConnectionsParts): Dialect {
  return {
    createAdapter: () => new ManyCallers(),
    createDriver: () => new SteadyDriver(() => new SqliteConnections(parts)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely's dialect of PostgreSQL. */
export function postgresqlDialect(parts: PostgresqlConnectionsParts): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SteadyDriver(() => new PostgresqlConnections(parts)),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** The connections themselves let one write at a time; Kysely would let nobody read meanwhile. */
class ManyCallers extends SqliteAdapter {
  override get supportsMultipleConnections(): true {
    return true;
  }
}
