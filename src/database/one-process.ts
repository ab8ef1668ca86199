import pg from "pg";
import { MIGRATION_LOCK } from "./advisory-locks.ts";
import { postgresqlConfig, UNHURRIED } from "./postgresql-config.ts";
import type { Location, ServerLocation } from "./profile.ts";

/**
 * Does what only one process at a time may do to a database; the others wait. A SQLite file has but one.
 *
 * The lock goes with its connection, however the process ends.
 */
export async function oneProcessAtATime<T>(location: Location, work: () => Promise<T>): Promise<T> {
  if ("file" in location) return work();
  const client = new pg.Client(postgresqlConfig(directUrlOf(location), UNHURRIED));
  client.on("error", () => undefined); // whoever uses it gets the error as well
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/** Where a session is one: past a pooler that lends connections for a transaction only. */
export function directUrlOf({ url, directUrl = url }: ServerLocation): string {
  return directUrl;
}
