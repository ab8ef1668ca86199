import pg from "pg";

/** How long a server may take; 0 for as long as it likes. */
export interface Patience {
  /** To take a connection from the pool, or to make one. */
  readonly connectMs: number;
  /** For one statement, locks that it waits for included. */
  readonly statementMs: number;
}

export const SERVING: Patience = { connectMs: 10_000, statementMs: 15_000 };

/** For what may take its time: migrations, and a lock that is waited for. */
export const UNHURRIED: Patience = { connectMs: 10_000, statementMs: 0 };

/** A process that was frozen in the middle of a transaction must not hold for long what others wait for. */
const IDLE_MS = 10_000;

/** Past the server's own time-out the connection is taken for lost. */
const ANSWER_MS = 5_000;

/** Dates and times, which MikroORM reads itself. */
const AS_TEXT: readonly number[] = [1082, 1114, 1184, 1186];

/** How the service connects: a server that has vanished becomes an error, not a hang. */
export function postgresqlConfig(url: string, { connectMs, statementMs }: Patience): pg.ClientConfig {
  const types = new pg.TypeOverrides();
  for (const oid of AS_TEXT) types.setTypeParser(oid, (text: string) => text);
  return {
    connectionString: url,
    types,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: connectMs,
    ...(statementMs > 0 && {
      statement_timeout: statementMs,
      query_timeout: statementMs + ANSWER_MS,
      idle_in_transaction_session_timeout: IDLE_MS,
    }),
  };
}
