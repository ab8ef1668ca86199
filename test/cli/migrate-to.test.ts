import { randomUUID } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { moveTo } from "../../src/cli/migrate-to.ts";
import { Customer } from "../../src/access/customer.entity.ts";
import { type Environment, readConfig } from "../../src/config.ts";
import { copyRows, inOwnTransaction } from "../../src/database/copy-rows.ts";
import { ENTITIES } from "../../src/entities.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { previousDatabase, previousVersion } from "../scenarios/support/previous-version.ts";
import { countRows } from "../support/count-rows.ts";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { Client } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";
import { storageOf } from "../support/storage.ts";

const LINE =
  "query ($id: ID!) { tokens(id: $id) { id seed digits alphabet { id: name } analysis { histogram { minimum count } } parts { number firstIndex size status { status checksum timestamps { requested finished } files { kind size sha256 hash } } } } }";
const CONTINUE = "mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }";

function move(from: TestDatabase, url: string, environment: Environment = {}) {
  return moveTo(url, {
    config: readConfig({ DATA_DIR: from.dataDir, ...environment }),
    runtime: systemRuntime,
    onWarning: (warning) => expect.fail(warning),
    onLost: (why) => expect.fail(why.message),
  });
}

/** The other side of a move: a PostgreSQL database for the same data folder. */
async function newTarget(from: TestDatabase) {
  const target = await newDatabase("postgresql");
  const url = target.databaseUrl ?? "";
  return {
    url,
    place: { dataDir: from.dataDir, databaseUrl: url, [Symbol.asyncDispose]: () => Promise.resolve() },
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  };
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("a database that moves to PostgreSQL", () => {
  it("has every row of every table there, and each of its lines goes on", { timeout: 60_000 }, async () => {
    await using source = await previousDatabase("sqlite");
    await using target = await newTarget(source);
    const { masterKeys, lines } = previousVersion("sqlite");
    const environment = { MASTER_KEY: masterKeys.join(","), PAYMENT: "none" };
    const before = new Map<string, unknown>();
    const started = await newServer("sqlite", { place: source, environment });
    const client = await Client.open(started.url);
    await fetch(`${started.url}/graphql`, {
      method: "POST",
      headers: { ...client.headers, "Content-Type": "application/json", "Idempotency-Key": randomUUID() },
      body: JSON.stringify({ query: "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }", variables: { input: { alphabet: "DICE", digits: 9, size: "1000" } } }), // prettier-ignore
    });
    await client.ask(
      'mutation { addFormat(input: { name: "TICKET", format: { pattern: "T-{BASE24:6}-{check:mod37-36}" } }) { name } }',
    );
    for (const { id, sessionKey } of lines) before.set(id, await Client.of(started.url, sessionKey).ask(LINE, { id }));
    const running = await client.ordered({ size: 5_000_000n });
    await client.shows(running, ({ progress }) => progress > 0);
    await started.stop();
    {
      // PostgreSQL keeps the members of a document in an order of its own.
      await using storage = await storageOf(source);
      const own = { quotas: { openLines: 7_000, sockets: 70 }, price: { metrics: 2.5, job: 7 } };
      await storage.em.nativeUpdate(Customer, {}, own);
    }

    const copied = await move(source, target.url, environment);
    expect(copied.map(({ table }) => table).toSorted()).toEqual(await tablesOf(target.url));
    for (const { table, rows } of copied) {
      expect(rows, table).toBe(await countRows(source, table));
      expect(rows, table).toBe(await countRows(target.place, table));
      expect(rows, table).toBeGreaterThan(0);
    }

    await using server = await newServer("postgresql", { place: target.place, environment });
    for (const { id, sessionKey } of lines)
      expect(await Client.of(server.url, sessionKey).ask(LINE, { id })).toEqual(before.get(id));
    const there = Client.of(server.url, client.sessionKey);
    expect((await there.reached(running, "finished")).size).toBe("5000000");
    const [line] = lines.filter(({ parts }) => parts.at(-1)?.status.status === "FINISHED");
    const owner = Client.of(server.url, line?.sessionKey ?? "");
    const taken = (line?.parts ?? []).reduce((sum, { size }) => sum + Number(size), 0);
    await owner.ask(CONTINUE, { input: { id: line?.id, size: "1000" } });
    await owner.reached(line?.id ?? "", "finished");
    const { tokens } = await owner.ask<{ tokens: { parts: { number: number; firstIndex: string }[] } }>(LINE, {
      id: line?.id,
    });
    expect(tokens.parts.at(-1)).toMatchObject({ number: (line?.parts.length ?? 0) + 1, firstIndex: String(taken) });
    expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it("stays where it was, marked so that nothing goes on with it until that is taken back", async () => {
    await using source = await newDatabase("sqlite");
    await using target = await newTarget(source);
    await (await newServer("sqlite", { place: source })).stop();
    await move(source, target.url);
    const refused = /was moved to PostgreSQL at 20\S+Z, where its lines go on: set DATABASE_URL\. .*remove tokenworks\.db\.note/; // prettier-ignore
    await expect(newServer("sqlite", { place: source })).rejects.toThrow(refused);
    await using second = await newTarget(source);
    await expect(move(source, second.url)).rejects.toThrow(refused);
    rmSync(join(source.dataDir, "tokenworks.db.note"));
    await (await newServer("sqlite", { place: source })).stop();
  });

  it("is not moved onto anything, nor from nowhere; both databases are as they were then", async () => {
    await using source = await newDatabase("sqlite");
    await using target = await newTarget(source);
    await expect(move(source, target.url)).rejects.toThrow(/There is no database in .*: set DATA_DIR/);
    await (await newServer("sqlite", { place: source })).stop();
    await expect(move(source, "mysql://x/y")).rejects.toThrow("URL must be a postgres:// address.");
    await expect(move(source, target.url, { DATABASE_URL: target.url })).rejects.toThrow(/unset it to move the SQLite/);
    await ask(target.url, "create table orders (id int)");
    await expect(move(source, target.url)).rejects.toThrow(/belongs to another program \(it has a table "orders"\)/);
    await ask(target.url, "drop table orders");
    await using other = await newDatabase("sqlite");
    await (await newServer("postgresql", { place: { ...target.place, dataDir: other.dataDir } })).stop();
    await expect(move(source, target.url)).rejects.toThrow(/The target is not empty \(its table "customer" has rows\)/);
    await (await newServer("sqlite", { place: source })).stop();
  });

  it("is not moved while its ledger and its parts disagree", async () => {
    await using source = await newDatabase("sqlite");
    await using target = await newTarget(source);
    const server = await newServer("sqlite", { place: source });
    const client = await Client.open(server.url);
    await client.reached(await client.ordered(), "finished");
    await server.stop();
    await execute(source, "update ledger_entry set next_index = '1'");
    await expect(move(source, target.url)).rejects.toThrow(/is not sound, and nothing was moved \(ledger: /);
    expect(await countRows(target.place, "line")).toBe(0);
    await execute(source, "update ledger_entry set next_index = '1000'");
    expect((await move(source, target.url)).find(({ table }) => table === "line")?.rows).toBe(1);
    expect(existsSync(join(source.dataDir, "tokenworks.db"))).toBe(true);
  });

  it("is read back: a row that comes back changed is found, and nothing of it stays", async () => {
    await using source = await newDatabase("sqlite");
    await using target = await newTarget(source);
    await (await newServer("sqlite", { place: source })).stop();
    await using from = await storageOf(source);
    await using to = await storageOf(target.place);
    const { em } = to;
    await ask(target.url, "create function spoil() returns trigger language plpgsql as 'begin new.usage := ''spoilt''; return new; end'"); // prettier-ignore
    await ask(target.url, "create trigger spoil before insert on customer for each row execute function spoil()");
    await expect(inOwnTransaction(em, () => copyRows(from.em, em, ENTITIES))).rejects.toThrow(
      /^The row "\S+" of the table "customer" came back with another usage\.$/,
    );
    expect(await countRows(target.place, "customer")).toBe(0);
  });
});

async function execute(place: TestDatabase, sql: string): Promise<void> {
  await using storage = await storageOf(place);
  await storage.em.getConnection().execute(sql);
}

/** All tables but those that say nothing of what customers have. */
async function tablesOf(url: string): Promise<unknown[]> {
  const rows = await ask(
    url,
    "select tablename from pg_tables where schemaname = 'public' and tablename not in ('mikro_orm_migrations', 'node') order by tablename",
  );
  return rows.map(({ tablename }) => tablename);
}
