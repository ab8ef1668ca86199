import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { holdDatabase } from "../../src/database/hold-database.ts";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const MASTER_KEY = randomBytes(32).toString("base64");

/** The same database with a data folder of its own. */
function beside({ databaseUrl }: TestDatabase): TestDatabase {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-data-"));
  return { dataDir, databaseUrl, [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) };
}

async function rowsOf<Row extends object>(place: TestDatabase, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
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

  it("is served by all of ten who start at once, with one first customer", { timeout: 90_000 }, async () => {
    await using place = await newDatabase("postgresql");
    await using folders = new AsyncDisposableStack();
    const environment = { MASTER_KEY, FIRST_API_KEY: "", WORKERS: "1" };
    const start = () => newServer("postgresql", { place: folders.use(beside(place)), environment });
    const nodes = await Promise.all(Array.from({ length: 10 }, start));
    expect(nodes.filter(({ newApiKey }) => newApiKey !== null)).toHaveLength(1);
    expect(await rowsOf(place, "select id from customer")).toHaveLength(1);
    expect(await rowsOf(place, "select id from node")).toHaveLength(10);
    for (const { url } of nodes) expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await Promise.all(nodes.map((node) => node.stop()));
    expect(await rowsOf(place, "select id from node")).toEqual([]);
  });

  it(
    "is refused to a node that must share it with whoever has it alone, and the other way round",
    { timeout: 60_000 },
    async () => {
      await using server = await newServer("postgresql");
      const url = server.place.databaseUrl ?? "";
      const alone = { sharing: "alone", timer: systemRuntime.timer, onLost: () => undefined } as const;
      await expect(holdDatabase(url, alone)).rejects.toThrow(
        "Another Tokenworks runs on this PostgreSQL database: stop it, or set another DATABASE_URL.",
      );
      await server.stop();
      const hold = await holdDatabase(url, alone);
      await expect(newServer("postgresql", { place: server.place })).rejects.toThrow(
        /^A command of the operator, or an earlier version of Tokenworks, has this PostgreSQL database to itself/,
      );
      await hold.stop();
    },
  );

  it("is let go of by a node whose server owes it an answer that never comes", async () => {
    await using place = await newDatabase("postgresql");
    const asked = Promise.withResolvers<undefined>();
    const hold = await holdDatabase(place.databaseUrl ?? "", {
      sharing: "shared",
      timer: (ms, onEnd) => systemRuntime.timer(ms / 100, onEnd),
      onLost: () => expect.fail("Nobody has taken it."),
      ask: () => {
        asked.resolve(undefined);
        return new Promise(() => undefined);
      },
    });
    await asked.promise;
    await hold.stop();
    expect(hold.client()).toBeNull();
  });

  it("is held on where the server breaks the connection that holds it", { timeout: 60_000 }, async () => {
    await using server = await newServer("postgresql");
    const holders = async () =>
      (
        await rowsOf<{ pid: number }>(
          server.place,
          "select pid from pg_stat_activity where application_name = 'tokenworks node' and datname = current_database()",
        )
      ).map(({ pid }) => pid);
    const [before = 0] = await holders();
    await rowsOf(server.place, `select pg_terminate_backend(${String(before)})`);
    await until(async () => {
      const [now] = await holders();
      return now !== undefined && now !== before;
    });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});

describe("a PostgreSQL database that cannot serve is named at the start", () => {
  it("where it belongs to another program", async () => {
    await using place = await newDatabase("postgresql");
    await rowsOf(place, "create table invoices (id int)");
    await expect(newServer("postgresql", { place })).rejects.toThrow(
      'The database belongs to another program (it has a table "invoices"): give Tokenworks a database of its own.',
    );
  });

  it("where another program's migrations are in it", async () => {
    await using place = await newDatabase("postgresql");
    await rowsOf(place, "create table mikro_orm_migrations (id serial, name text, executed_at timestamptz)");
    await rowsOf(place, "insert into mikro_orm_migrations (name) values ('Migration20200101')");
    await expect(newServer("postgresql", { place })).rejects.toThrow(
      'The database belongs to another program (its first migration is "Migration20200101"): give Tokenworks a database of its own.',
    );
  });

  it("where the user may do nothing in it", async () => {
    await using place = await newDatabase("postgresql");
    const role = `guest_${randomBytes(6).toString("hex")}`;
    await rowsOf(place, `create role ${role} login`);
    const databaseUrl = (place.databaseUrl ?? "").replace("postgres:postgres@", `${role}@`);
    try {
      await expect(newServer("postgresql", { place: { ...place, databaseUrl } })).rejects.toThrow(
        `The user ${role} of DATABASE_URL may not create tables: grant it "create" on the schema public.`,
      );
      await rowsOf(place, `grant create on schema public to ${role}`);
      await expect(newServer("postgresql", { place: { ...place, databaseUrl } })).rejects.toThrow(
        `The user ${role} of DATABASE_URL may not create the schema of the jobs: grant it "create" on the database.`,
      );
    } finally {
      await rowsOf(place, `drop owned by ${role}; drop role ${role}`);
    }
  });

  it("where another version runs on it, which is named with its address", async () => {
    await using server = await newServer("postgresql");
    await server.stop();
    await rowsOf(
      server.place,
      "insert into node values (gen_random_uuid(), '9.9.9', 'http://10.0.0.7:4000', now(), now() + interval '5 s')",
    );
    await expect(newServer("postgresql", { place: server.place })).rejects.toThrow(
      /^This is Tokenworks \S+, but 9\.9\.9 runs on this database at http:\/\/10\.0\.0\.7:4000: stop all nodes of the one version/,
    );
  });

  it("where the others' first key is missing", async () => {
    await using server = await newServer("postgresql", { environment: { MASTER_KEY } });
    await using place = beside(server.place);
    const environment = { MASTER_KEY: randomBytes(32).toString("base64") };
    await expect(newServer("postgresql", { place, environment })).rejects.toThrow(
      /^MASTER_KEY is not the one of this database: the key with the id \w+ is missing\./,
    );
    await expect(newServer("postgresql", { place })).rejects.toThrow(/^The master key of this database is missing/);
  });
});
