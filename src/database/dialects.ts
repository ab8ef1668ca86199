import {
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { PostgresqlConnections, type PostgresqlConnectionsDeps } from "./postgresql-connections.ts";
import { SqliteConnections, type SqliteConnectionsDeps } from "./sqlite-connections.ts";
import { SteadyDriver } from "./steady-driver.ts";

/** Kysely's dialect of SQLite. */
export function sqliteDialect(deps: SqliteConnectionsDeps): Dialect {
  return {
    createAdapter: () => new ManyCallers(),
    createDriver: () => new SteadyDriver(() => new SqliteConnections(deps)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely's dialect of PostgreSQL. */
export function postgresqlDialect(deps: PostgresqlConnectionsDeps): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SteadyDriver(() => new PostgresqlConnections(deps)),
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
