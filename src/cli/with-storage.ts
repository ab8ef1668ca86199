import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, readConfig } from "../config.ts";
import { DATABASE_FILE } from "../database/sqlite-files.ts";
import { OperatorError } from "../errors.ts";
import { closing } from "../lib/closing.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { openStorage, type Storage } from "../open-storage.ts";
import { remark } from "./terminal.ts";

/**
 * Does an operator's work on the configured database, while the service is stopped.
 *
 * @throws {OperatorError} where there is no database, or it is in use.
 */
export async function withStorage(work: (storage: Storage, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig();
  if (config.DATABASE_URL === undefined && !existsSync(join(config.DATA_DIR, DATABASE_FILE))) {
    throw new OperatorError(`There is no database in ${config.DATA_DIR}: start the service once, or set DATA_DIR.`);
  }
  const opened = closing();
  try {
    await work(await openStorage({ config, runtime: systemRuntime, onWarning: remark }, opened), config);
  } finally {
    await opened.close();
  }
}
