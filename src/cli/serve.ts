import { pino } from "pino";
import { type Config, readConfig } from "../config.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { type RunningServer, startServer } from "../server.ts";
import { exitWith, say } from "./terminal.ts";

export interface ServeWords {
  /** Makes a new database where something tells that there was one before. */
  readonly newDatabase?: boolean;
}

/** Serves until a signal to stop. */
export async function serve({ newDatabase = false }: ServeWords = {}): Promise<void> {
  process.umask(0o077); // what the service writes is for its own user alone
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const server = await startServer({ config, runtime: systemRuntime, log, isNewDatabaseWished: newDatabase });
  say(banner(server, config));
  const stop = () => {
    server.stop().then(() => process.exit(0), exitWith);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function banner({ url, newApiKey }: RunningServer, config: Config): string {
  const data = config.DATABASE_URL === undefined ? config.DATA_DIR : "PostgreSQL";
  const lines = [`Tokenworks is ready.`, `  GraphQL  ${url}/graphql`, `  REST     ${url}/api`, `  Data     ${data}`];
  if (newApiKey !== null) lines.push(`  Api-Key  ${newApiKey}   (shown this once: keep it)`);
  return lines.join("\n");
}
