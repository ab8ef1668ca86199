import { setInterval } from "node:timers/promises";
import pg from "pg";
import { type PostgresServer, startPostgres } from "../../test/support/postgres-server.ts";
import { whyNoPostgres } from "./programs.ts";
import type { Read } from "./ledger-problems.ts";
import { newPlace, serve } from "./place.ts";
import { leftOut, type Rows } from "./row.ts";
import { type Fault, rowsUnder } from "./under-fault.ts";

const AWAY_S = 10;
const TERMINATING_S = 6;

/** Stops PostgreSQL in the middle of a line, and terminates the service's backends under load. */
export async function* postgresRows(): Rows {
  const why = await whyNoPostgres();
  if (why !== null) {
    yield leftOut("postgresql", "stopped, and its backends terminated", why);
    return;
  }
  await using server = await startPostgres();
  const faults: readonly Fault[] = [
    {
      group: "postgresql",
      name: `stopped for ${AWAY_S} s`,
      seconds: AWAY_S,
      begin: () => stopped(server),
      expects: { refusals: "some", reading: false, ready: "503" },
    },
    {
      group: "postgresql",
      name: `backends terminated for ${TERMINATING_S} s`,
      seconds: TERMINATING_S,
      begin: () => terminating(server),
      expects: { refusals: "any", reading: false },
    },
  ];
  await using place = newPlace(urlOf(server));
  await using service = await serve(place);
  for (const fault of faults) yield* rowsUnder(fault, service, reader(server));
}

async function stopped(server: PostgresServer): Promise<() => Promise<void>> {
  await server.stop();
  return server.start;
}

/** Terminates every other backend, ten times a second. */
async function terminating(server: PostgresServer): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: urlOf(server) });
  await client.connect();
  const stop = new AbortController();
  const loop = async () => {
    try {
      for await (const _ of setInterval(100, null, { signal: stop.signal }))
        await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
        );
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  };
  const ended = loop();
  return async () => {
    stop.abort();
    await ended;
    await client.end();
  };
}

function reader(server: PostgresServer): Read {
  return async (sql) => {
    const client = new pg.Client({ connectionString: urlOf(server) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
}

function urlOf({ port }: PostgresServer): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
}
