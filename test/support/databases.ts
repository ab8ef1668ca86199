import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";

/** An empty database of one dialect and a data folder, gone when disposed of. */
export interface TestDatabase extends AsyncDisposable {
  readonly dataDir: string;
  /** Absent for SQLite, which lives in the data folder. */
  readonly databaseUrl: string | undefined;
}

export type Dialect = "sqlite" | "postgresql";

export const DIALECTS: readonly Dialect[] = ["sqlite", "postgresql"];

export async function newDatabase(dialect: Dialect): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-data-"));
  const removeDataDir = () => rm(dataDir, { recursive: true, force: true });
  if (dialect === "sqlite") return { dataDir, databaseUrl: undefined, [Symbol.asyncDispose]: () => removeDataDir() };
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(`create database ${name}`);
  return {
    dataDir,
    databaseUrl: urlOf(name),
    [Symbol.asyncDispose]: async () => {
      await removeDataDir();
      await administer(`drop database ${name} with (force)`);
    },
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf("postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  return `postgres://postgres:postgres@127.0.0.1:${inject("postgresPort")}/${database}`;
}
