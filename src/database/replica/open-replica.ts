import type { EntityClass } from "@mikro-orm/core";
import { MikroORM, type Options } from "@mikro-orm/core";
import { defineConfig } from "@mikro-orm/postgresql";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Closing } from "../../lib/closing.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { postgresqlDialect } from "../dialects.ts";
import { readBy } from "../kept-statement.ts";
import { postgresqlConfig } from "../postgresql-config.ts";
import { PostgresqlConnections } from "../postgresql-connections.ts";
import { SteadyDriver } from "../steady-driver.ts";
import type { Database } from "../start-database.ts";
import { Vitals } from "../vitals.ts";
import { type OnReplica, Replica } from "./replica.ts";

/** To one replica. */
const MAX_CONNECTIONS = 10;

/** The server that takes writes can answer as well: one that says nothing is not waited for. */
const PATIENCE = { connectMs: 1_000, statementMs: 2_000 };
const ANSWER_MS = 2_500;

export interface ReplicaOptions {
  readonly url: string;
  /** What it is a replica of. */
  readonly database: Database;
  readonly entities: readonly EntityClass<object>[];
  readonly runtime: Pick<Runtime, "monotonicMs" | "timer">;
  /** Whether this node hears what others write. */
  readonly isHearing: () => boolean;
  readonly onChange: OnReplica;
}

/**
 * Opens a replica for reading; one that is away may come later.
 *
 * @throws {OperatorError} where the address leads elsewhere.
 */
export async function openReplica(options: ReplicaOptions, opened: Closing): Promise<Replica> {
  const { url, database, entities, runtime, isHearing, onChange } = options;
  const config = { ...postgresqlConfig(url, PATIENCE), query_timeout: ANSWER_MS, max: MAX_CONNECTIONS };
  const driver = new SteadyDriver(() => new PostgresqlConnections({ config, vitals: new Vitals() }));
  const orm = new MikroORM({
    ...defineConfig({ clientUrl: url, driverOptions: () => postgresqlDialect(driver) }),
    entities: [...entities],
    forceUtcTimezone: true,
  } as Options); // the dialects' option types differ in nothing that is set here
  opened.add(() => orm.close(true));
  readBy(orm.em, driver);
  await driver.init(); // it connects once it is asked
  const replica = new Replica({
    primary: database.em,
    replica: orm.em as SqlEntityManager /* PostgreSQL speaks SQL */,
    runtime,
    isHearing,
    onChange,
  });
  opened.add(() => replica.stop());
  await replica.start();
  return replica;
}
