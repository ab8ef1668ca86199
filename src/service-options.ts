import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { DATABASE_FILE } from "./database/sqlite-files.ts";
import type { Runtime } from "./lib/runtime.ts";
import type { Tracing } from "./telemetry/tracing.ts";

/** What all of the service is made with. */
export interface ServiceOptions {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly log: Logger;
  /** Null where nobody traces. */
  readonly tracing: Tracing | null;
}

/** What every path begins with where the outside reaches the service; empty where nothing stands before. */
export function publicPathOf({ PUBLIC_URL }: Config): string {
  return PUBLIC_URL === undefined ? "" : new URL(PUBLIC_URL).pathname.replace(/\/$/, "");
}

/** Which database it is, for people and logs: no credential. */
export function databaseName({ DATABASE_URL, DATA_DIR }: Pick<Config, "DATABASE_URL" | "DATA_DIR">): string {
  if (DATABASE_URL === undefined) return `SQLite, ${join(DATA_DIR, DATABASE_FILE)}`;
  const { host, pathname } = new URL(DATABASE_URL);
  return `PostgreSQL, ${decodeURIComponent(pathname.slice(1))} on ${host === "" ? "this machine" : host}`;
}
