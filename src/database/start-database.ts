import { type EntityClass, MikroORM, type Options } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { OperatorError } from "../errors.ts";
import { type Runtime, systemRuntime } from "../lib/runtime.ts";
import { cannotBeOpened } from "./cannot-be-opened.ts";
import { readBy } from "./kept-statement.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { type Patience, SERVING } from "./postgresql-config.ts";
import { type Location, profileOf } from "./profile.ts";
import type { SteadyDriver } from "./steady-driver.ts";
import { type OnCondition, Vitals } from "./vitals.ts";

/** The open database. Every read and every transaction takes an entity manager of its own: `database.em.fork()`. */
export interface Database {
  readonly em: SqlEntityManager;
  /** True when the migrations found an empty database. */
  readonly isNew: boolean;
  stop(): Promise<void>;
}

export interface StartedDatabase extends Database {
  /** What its connections have seen of it. */
  readonly vitals: Vitals;
  /** Does something while nobody writes to a SQLite file from here. */
  readonly whileStill: SteadyDriver["whileStill"];
}

export interface DatabaseOptions {
  readonly location: Location;
  readonly entities: readonly EntityClass<object>[];
  /** Told every statement, for those who count them. */
  readonly onStatement?: (statement: string) => void;
  /** Told of an empty database before its tables are made; what it throws prevents that. */
  readonly onNew?: () => void;
  /** Asked before anything is written to a SQLite file, and before a commit; what it throws prevents that. */
  readonly beforeWrite?: () => void;
  readonly onCondition?: OnCondition;
  readonly timer?: Runtime["timer"];
  readonly patience?: Patience;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws {OperatorError} when it cannot be reached, or was written by a newer version of the service.
 */
export async function startDatabase(options: DatabaseOptions): Promise<StartedDatabase> {
  const { location, timer = systemRuntime.timer, patience = SERVING } = options;
  try {
    const isNew = await migrateDatabase(location, timer, options.onNew);
    const vitals = new Vitals(options.onCondition);
    const { options: dialect, driver } = profileOf(location, {
      vitals,
      timer,
      patience,
      ...(options.beforeWrite && { beforeWrite: options.beforeWrite }),
    });
    const orm = await connected(options, dialect);
    readBy(orm.em, driver);
    return {
      em: orm.em as SqlEntityManager /* both dialects speak SQL */,
      isNew,
      vitals,
      whileStill: (work) => driver.whileStill(work),
      stop: () => orm.close(true),
    };
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw cannotBeOpened(cause);
  }
}

async function connected(
  { entities, onStatement }: DatabaseOptions,
  dialect: ReturnType<typeof profileOf>["options"],
): Promise<MikroORM> {
  const orm = new MikroORM({
    ...dialect,
    entities: [...entities],
    forceUtcTimezone: true,
    ...(onStatement && { debug: ["query"], colors: false, highlighter: undefined, logger: onStatement }),
  } as Options); // the dialects' option types differ in nothing that is set here
  try {
    await orm.connect();
    return orm;
  } catch (fault) {
    await orm.close(true);
    throw fault;
  }
}
