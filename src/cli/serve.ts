import { constants } from "node:os";
import { setFlagsFromString } from "node:v8";
import type { Config } from "../config.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { openLog } from "./open-log.ts";
import { startBlock } from "./start-block.ts";
import { exitWith, onLostOutput, say } from "./terminal.ts";

export interface ServeWords {
  /** Makes a new database where something tells that there was one before. */
  readonly newDatabase?: boolean;
}

/**
 * How much garbage may come to lie beside what lives, in percent, before it is collected. On a machine with much memory V8 would let hundreds of
 * megabytes of it lie; what lives stays at some fifty.
 */
const HEAP_GROWING_PERCENT = 50;

/** Serves until a signal to stop. */
export async function serve(config: Config, { newDatabase = false }: ServeWords = {}): Promise<void> {
  process.umask(0o077); // what the service writes is for its own user alone
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  const { startServer } = await import("../server.ts"); // only now: a configuration that cannot be used is told at once
  const log = await openLog(config);
  const server = await startServer({
    config,
    runtime: systemRuntime,
    log,
    onLost: exitWith,
    isNewDatabaseWished: newDatabase,
  });
  let isStopping = false;
  const stop = (signal: "SIGINT" | "SIGTERM") => {
    if (isStopping) process.exit(128 + constants.signals[signal]); // nothing is lost: the next start goes on wherever this one stands
    isStopping = true;
    server.stop().then(() => process.exit(0), exitWith);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  onLostOutput((err) => {
    log.warn(
      { err },
      "Standard output cannot be written. An Api-Key that was not shown is replaced by 'customers key'.",
    );
  });
  say(startBlock(server, config)); // last: whoever reads that it is ready may stop it at once
}
