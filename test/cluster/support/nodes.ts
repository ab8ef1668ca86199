import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../../src/config.ts";
import type { TestDatabase } from "../../support/databases.ts";

/** The key that all nodes of a cluster have. */
export const MASTER_KEY = randomBytes(32).toString("base64");

/** The same database with a data folder of its own, as each node has one. */
export function beside({ databaseUrl }: Pick<TestDatabase, "databaseUrl">): TestDatabase {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-data-"));
  return { dataDir, databaseUrl, [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) };
}

/** What all nodes are told. */
export const SHARED: Environment = { MASTER_KEY, WORKERS: "1" };
