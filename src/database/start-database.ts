import { type EntityClass, MikroORM, type Options } from "@mikro-orm/core";
import { Migrator } from "@mikro-orm/migrations";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { OperatorError } from "../errors.ts";
import { type Location, profileOf } from "./profile.ts";

/** The open database. Every read and every transaction takes an entity manager of its own: `database.em.fork()`. */
export interface Database {
  readonly em: SqlEntityManager;
  /** True when the migrations found an empty database. */
  readonly isNew: boolean;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly location: Location;
  readonly entities: readonly EntityClass<object>[];
  /** Told every statement, for those who count them. */
  readonly onStatement?: (statement: string) => void;
  /** Told of an empty database before its tables are made; what it throws prevents that. */
  readonly onNew?: () => void;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws {OperatorError} when it cannot be reached, or was written by a newer version of the service.
 */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  const { onStatement } = options;
  const { options: dialect, migrations } = profileOf(options.location);
  const orm = new MikroORM({
    ...dialect,
    entities: [...options.entities],
    extensions: [Migrator],
    migrations: { migrationsList: [...migrations], snapshot: false, silent: true },
    forceUtcTimezone: true,
    ...(onStatement && { debug: ["query"], colors: false, highlighter: undefined, logger: onStatement }),
  } as Options); // the dialects' option types differ in nothing that is set here
  try {
    await orm.connect();
    const executed = await orm.migrator.getExecuted();
    refuseNewer(executed.map(({ name }) => name), migrations.map(({ name }) => name));
    if (executed.length === 0) options.onNew?.();
    await orm.migrator.up();
    return { em: orm.em as SqlEntityManager /* both dialects speak SQL */, isNew: executed.length === 0, stop: () => orm.close(true) };
  } catch (cause) {
    await orm.close(true);
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError("The database cannot be opened: check that DATABASE_URL or DATA_DIR is right and reachable.", { cause });
  }
}

function refuseNewer(executed: readonly string[], known: readonly string[]): void {
  const unknown = executed.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new OperatorError(`The database was written by a newer version of Tokenworks (it knows "${unknown}"); start that version or a newer one.`);
}
