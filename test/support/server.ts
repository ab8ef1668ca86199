import { pino } from "pino";
import { type Environment, readConfig } from "../../src/config.ts";
import { type Runtime, systemRuntime } from "../../src/lib/runtime.ts";
import { type RunningServer, startServer } from "../../src/server.ts";
import { type Dialect, newDatabase, type TestDatabase } from "./databases.ts";
import { setQuotas } from "./set-quotas.ts";

/** The Api-Key of every test server's first customer. */
export const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

export interface TestServer extends RunningServer {
  /** What was logged, line by line, as objects. */
  readonly logged: readonly Record<string, unknown>[];
  readonly place: TestDatabase;
}

export interface TestServerOptions {
  readonly environment?: Environment;
  readonly runtime?: Partial<Runtime>;
  /** A database to go on with, which stays; otherwise the server has a fresh one, which goes with it. */
  readonly place?: TestDatabase;
  readonly onStatement?: (statement: string) => void;
  /** `info` unless told. */
  readonly logLevel?: "debug";
}

/** Starts the whole service on a free port, with a database of its own. `await using` stops it. */
export async function newServer(dialect: Dialect, options: TestServerOptions = {}): Promise<TestServer> {
  const place = options.place ?? (await newDatabase(dialect));
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: options.logLevel ?? "info" },
    { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const config = readConfig({
    PORT: "0",
    DATA_DIR: place.dataDir,
    FIRST_API_KEY: API_KEY,
    WORKERS: "1", // each takes a while to start; tests of what several make together say so
    STOP_GRACE_S: "0", // nobody is left whom a stop would have to wait for
    ...(place.databaseUrl !== undefined && { DATABASE_URL: place.databaseUrl }),
    ...options.environment,
  });
  const server = await startServer({
    config,
    runtime: { ...systemRuntime, ...options.runtime },
    log,
    ...(options.onStatement && { onStatement: options.onStatement }),
  });
  // Tests ask faster than a customer may; what a rate does is tested by itself.
  if (options.environment?.["AGREEMENT"] === "basic") await setQuotas({ place }, { requestsPerSecond: null });
  const dispose = async () => {
    await server.stop();
    if (options.place === undefined) await place[Symbol.asyncDispose]();
  };
  return { ...server, logged, place, [Symbol.asyncDispose]: dispose };
}
