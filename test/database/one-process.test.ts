import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const MASTER_KEY = randomBytes(32).toString("base64");
const TAKEN = "Another Tokenworks runs on this PostgreSQL database: stop it, or set another DATABASE_URL.";

/** The same database with a data folder of its own. */
function beside({ databaseUrl }: TestDatabase): TestDatabase {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-data-"));
  return { dataDir, databaseUrl, [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) };
}

describe("one PostgreSQL database", () => {
  it("is migrated by one of eight who open it at once, while the others wait", async () => {
    await using place = await newDatabase("postgresql");
    const opened = await Promise.all(
      Array.from({ length: 8 }, () =>
        startDatabase({ location: { url: place.databaseUrl ?? "" }, entities: ENTITIES }),
      ),
    );
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
    await Promise.all(opened.map((each) => each.stop()));
  });

  it(
    "is served by one of eight who start at once; the others are refused in one sentence",
    { timeout: 60_000 },
    async () => {
      await using place = await newDatabase("postgresql");
      await using folders = new AsyncDisposableStack();
      const start = () => newServer("postgresql", { place: folders.use(beside(place)), environment: { MASTER_KEY } });
      const starts = await Promise.allSettled(Array.from({ length: 8 }, start));
      const refused = starts
        .filter((start) => start.status === "rejected")
        .map(({ reason }) => (reason as Error).message);
      expect(refused).toEqual(Array(7).fill(TAKEN));
      for (const start of starts) if (start.status === "fulfilled") await start.value.stop();
      await using next = await start();
      expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
    },
  );

  it("stays taken where the server breaks the connection that holds it", { timeout: 60_000 }, async () => {
    await using server = await newServer("postgresql");
    const database = await startDatabase({ location: { url: server.place.databaseUrl ?? "" }, entities: ENTITIES });
    const holders = async () =>
      (
        await database.em
          .getConnection()
          .execute<{ pid: number }[]>(
            "select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
          )
      ).map(({ pid }) => pid);
    const [before = 0] = await holders();
    await database.em.getConnection().execute(`select pg_terminate_backend(${String(before)})`);
    await until(async () => {
      const [now] = await holders();
      return now !== undefined && now !== before;
    });
    await using place = beside(server.place);
    await expect(newServer("postgresql", { place })).rejects.toThrow(TAKEN);
    await database.stop();
  });
});
