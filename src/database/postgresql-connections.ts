import type { QueryResult } from "kysely";
import pg from "pg";
import { connectionLost, PostgresqlSession } from "./postgresql-session.ts";
import type { Statement } from "./statement.ts";
import type { Connections } from "./steady-driver.ts";
import type { Vitals } from "./vitals.ts";

export interface PostgresqlConnectionsDeps {
  readonly config: pg.PoolConfig;
  readonly vitals: Vitals;
}

/** A pool of connections to one PostgreSQL database. */
export class PostgresqlConnections implements Connections {
  private readonly pool: pg.Pool;

  constructor(private readonly deps: PostgresqlConnectionsDeps) {
    const pool = new pg.Pool(deps.config);
    this.pool = pool;
    deps.vitals.pool = () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount });
    // A connection that breaks tells so by an event, which would end the process if nobody heard it; whoever uses it gets the error as well.
    const ignore = () => undefined;
    this.pool.on("error", ignore);
    this.pool.on("connect", (client) => client.on("error", ignore));
  }

  async acquire(): Promise<PostgresqlSession> {
    const { vitals } = this.deps;
    vitals.waiting += 1;
    try {
      return new PostgresqlSession(await this.pool.connect(), vitals);
    } catch (cause) {
      const fault = connectionLost(cause);
      vitals.failed("read", fault);
      throw fault;
    } finally {
      vitals.waiting -= 1;
    }
  }

  async read(statement: Statement): Promise<QueryResult<unknown>> {
    const session = await this.acquire();
    try {
      return await session.executeQuery(statement);
    } finally {
      session.release();
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
