import {
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SteadyDriver } from "./steady-driver.ts";

/** Kysely's dialect of SQLite. */
export function sqliteDialect(driver: SteadyDriver): Dialect {
  return {
    createAdapter: () => new ManyCallers(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely's dialect of PostgreSQL. */
export function postgresqlDialect(driver: SteadyDriver): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
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
