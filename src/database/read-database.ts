import { DriverException, type EntityClass, FlushMode, IsolationLevel, MikroORM, type Options } from "@mikro-orm/core";
import { defineConfig as definePostgreSql } from "@mikro-orm/postgresql";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { defineConfig as defineSqlite } from "@mikro-orm/sqlite";
import { OperatorError } from "../errors.ts";
import { type Location, profileOf } from "./profile.ts";

export interface ReadOptions {
  readonly location: Location;
  readonly entities: readonly EntityClass<object>[];
}

/**
 * Reads a database as it is at one moment, also one that a service is at work on: nothing is written, locked or brought up to date.
 *
 * @throws {OperatorError} when it cannot be reached, or its tables are not this version's.
 */
export async function readDatabase<T>(
  { location, entities }: ReadOptions,
  read: (em: SqlEntityManager) => Promise<T>,
): Promise<T> {
  const dialect =
    "url" in location
      ? definePostgreSql({ clientUrl: location.url, pool: { min: 0, max: 1 } })
      : defineSqlite({ dbName: location.file, driverOptions: { readonly: true, fileMustExist: true, timeout: 5_000 } });
  const orm = new MikroORM({
    ...dialect,
    entities: [...entities],
    forceUtcTimezone: true,
    flushMode: FlushMode.COMMIT /* which never comes */,
    ensureDatabase: false,
  } as Options); // the dialects' option types differ in nothing that is set here
  const snapshot = "url" in location ? { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true } : {};
  const em = orm.em.fork() as SqlEntityManager; // both dialects speak SQL
  try {
    await em.begin(snapshot);
    await refuseOthers(
      em,
      profileOf(location).migrations.map(({ name }) => name),
    );
    return await read(em);
  } catch (cause) {
    if (!(cause instanceof Error && (cause instanceof DriverException || "code" in cause))) throw cause; // drivers name what goes wrong by a code
    throw new OperatorError(
      "The database cannot be read: check that DATABASE_URL or DATA_DIR is right and reachable.",
      { cause },
    );
  } finally {
    if (em.isInTransaction()) await em.rollback();
    await orm.close(true);
  }
}

/** What another version has written is another version's to read. */
async function refuseOthers(em: SqlEntityManager, known: readonly string[]): Promise<void> {
  const rows = await em.execute<{ name: string }[]>("select name from mikro_orm_migrations order by name");
  const found = rows.map(({ name }) => name);
  const other = found.find((name) => !known.includes(name));
  if (other !== undefined)
    throw new OperatorError(
      `The database was written by a newer version of Tokenworks (it knows "${other}"); use that version or a newer one.`,
    );
  const missing = known.find((name) => !found.includes(name));
  if (missing !== undefined)
    throw new OperatorError(
      `The database was written by an older version of Tokenworks (it does not know "${missing}"); start the service once, which brings it up to date.`,
    );
}
