import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Service, startService, type Variables } from "../../test/support/service.ts";
import type { TestDatabase } from "../../test/support/databases.ts";

import { API_KEY } from "../../test/support/server.ts";

/** A data folder of its own, gone when disposed of. */
export function newPlace(databaseUrl?: string): TestDatabase {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-faults-"));
  return { dataDir, databaseUrl, [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) };
}

/** Starts the built service there. */
export function serve(
  { dataDir, databaseUrl }: Pick<TestDatabase, "dataDir" | "databaseUrl">,
  others: Variables = {},
): Promise<Service> {
  return startService({
    PORT: "0",
    DATA_DIR: dataDir,
    FIRST_API_KEY: API_KEY,
    WORKERS: "2",
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...others,
  });
}
