import { randomUUID } from "node:crypto";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { Session } from "../../src/access/session.entity.ts";
import { sealedColumns } from "../../src/cli/sealed-columns.ts";
import { PaymentIntent } from "../../src/payment/payment-intent.entity.ts";
import { secretOwner } from "../../src/payment/payments.ts";
import { keyOf } from "../generator/support/lines.ts";
import { Client } from "../support/graphql-client.ts";
import { command, killedCommand, variablesOf } from "../support/service.ts";
import { type Storage, storageOf } from "../support/storage.ts";
import { type Dialect, DIALECTS, newDatabase, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const [OLD, NEW] = [keyOf(21), keyOf(22)];
const [older, both, newest] = [new Keyring([OLD]), new Keyring([NEW, OLD]), new Keyring([NEW])];
const SESSIONS = 900;
/** Sessions of one transaction. */
const BATCH = 200;
/** In the order of their wrapping: the command is killed while it wraps this one, in the midst of its transaction. */
const KILLED_AT = [0, BATCH - 1, BATCH, 2 * BATCH + 50, SESSIONS];

const base64 = (...keys: readonly Uint8Array[]) => keys.map((key) => Buffer.from(key).toString("base64")).join(",");

/** A stopped service's database with a secret of each kind under the old key, and many sessions. */
async function withSecrets(dialect: Dialect, place: TestDatabase): Promise<string> {
  await using server = await newServer(dialect, { place, environment: { MASTER_KEY: base64(OLD) } });
  const client = await Client.open(server.url);
  const line = await client.ordered({
    alphabet: "DICE",
    digits: 5,
    size: 1_000n,
    seed: randomUUID(),
    analysis: "METRICS",
  });
  await client.reached(line, "analyzed");
  await server.stop();
  await using storage = await storageOf(place);
  const [{ id: sessionId, customerId } = new Session()] = await storage.em.find(Session, {});
  const ids = Array.from({ length: SESSIONS }, () => randomUUID());
  await storage.em.insertMany(
    Session,
    ids.map((id) => {
      const key = randomUUID();
      return {
        id,
        customerId,
        keyDigest: older.digest("session-key", key),
        keyWrapped: older.wrap(`session:${id}`, Buffer.from(key)),
        grantedAt: new Date(),
      };
    }),
  );
  const id = randomUUID();
  await storage.em.insert(PaymentIntent, {
    id,
    ident: "pi_1",
    customerId,
    sessionId,
    amount: 1n,
    currency: "EUR",
    status: "open",
    clientSecretWrapped: older.wrap(secretOwner(id), Buffer.from("pi_1_secret")),
    createdAt: new Date(),
  });
  return client.sessionKey;
}

/** All secrets that the database holds, each by its place, and how many the ring's first key has wrapped. */
async function secretsOf(
  { em }: Storage,
  keyring: Keyring,
): Promise<{ secrets: Map<string, string>; current: number }> {
  const secrets = new Map<string, string>();
  let current = 0;
  for (const { table, id, column, where, ownerOf, derived } of sealedColumns(keyring)) {
    const rows = await em.execute<Record<string, unknown>[]>(
      `select * from "${table}" where "${column}" is not null and ${where ?? "true"}`,
    );
    for (const row of rows) {
      const [name, wrapped] = [String(row[id]), row[column] as Uint8Array]; // as the table has them
      const secret = keyring.unwrap(ownerOf(name), wrapped);
      secrets.set(`${table} ${name}`, secret.toString("hex"));
      const isCurrent = keyring.isCurrent(wrapped);
      if (isCurrent) current += 1;
      const ring = isCurrent ? newest : older;
      if (derived !== undefined)
        expect(row["key_digest"], "what is derived of a secret was written together with it").toBe(
          ring.digest("session-key", secret.toString()),
        );
    }
  }
  return { secrets, current };
}

interface Row {
  readonly table: string;
  readonly key: string;
  readonly value: string;
}

/** Lets nobody get past a row until it is disposed of. */
async function stallAt({ dataDir, databaseUrl }: TestDatabase, { table, key, value }: Row): Promise<AsyncDisposable> {
  if (databaseUrl === undefined) {
    const change = (statement: string) => {
      const file = new Sqlite(join(dataDir, "tokenworks.db"));
      file.exec(statement).close();
    };
    change(
      `create trigger stall before update on ${table} when old.${key} = '${value}' begin select count(*) from (with recursive n(i) as (select 1 union all select i + 1 from n limit 100000000000) select i from n); end`,
    );
    return {
      [Symbol.asyncDispose]: () => {
        change("drop trigger stall");
        return Promise.resolve();
      },
    };
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("begin");
  await client.query(`select 1 from ${table} where ${key} = '${value}' for update`);
  return { [Symbol.asyncDispose]: () => client.end() };
}

/** Whether somebody waits for a row, or is about to write. */
async function isHeld({ dataDir, databaseUrl }: TestDatabase, { em }: Storage): Promise<boolean> {
  if (databaseUrl !== undefined)
    return (
      (
        await em.execute<unknown[]>(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        )
      ).length > 0
    );
  const file = new Sqlite(join(dataDir, "tokenworks.db"), { timeout: 0 });
  try {
    file.exec("begin immediate; rollback");
    return false;
  } catch {
    return true;
  } finally {
    file.close();
  }
}

describe.each(DIALECTS)("wrapping anew, killed, on %s", (dialect) => {
  it(
    "loses nothing at whatever point: every secret opens under the keys that were given, and the next run goes on",
    { timeout: 120_000 },
    async () => {
      await using place = await newDatabase(dialect);
      const sessionKey = await withSecrets(dialect, place);
      const variables = { ...variablesOf(place), MASTER_KEY: base64(NEW, OLD) };
      let before: Map<string, string>;
      {
        await using storage = await storageOf(place);
        before = (await secretsOf(storage, both)).secrets;
      }
      expect([...new Set([...before.keys()].map((name) => name.split(" ")[0]))], "a secret of each kind").toEqual(
        sealedColumns(both).map(({ table }) => table),
      );
      const idsIn = (table: string) =>
        [...before.keys()]
          .filter((name) => name.startsWith(`${table} `))
          .map((name) => name.slice(table.length + 1))
          .toSorted();
      const [sessions, [analysed = ""]] = [idsIn("session"), idsIn("part_analysis")];
      let done = 0;
      for (const at of KILLED_AT) {
        const committed = Math.floor(at / BATCH) * BATCH;
        await using _ = await stallAt(
          place,
          at < SESSIONS
            ? { table: "session", key: "id", value: sessions[at] ?? "" }
            : { table: "part_analysis", key: "part_id", value: analysed },
        );
        await using storage = await storageOf(place);
        const rewrapped = () =>
          storage.em.execute<{ count: number | string }[]>(
            `select count(*) as "count" from "session" where substr("key_wrapped", 9, 8) = ?`,
            [Buffer.from(both.sealingId, "hex")],
          );
        await killedCommand(["keys", "rewrap"], variables, () =>
          until(async () => Number((await rewrapped())[0]?.count) >= committed && (await isHeld(place, storage))),
        );
        const { secrets, current } = await secretsOf(storage, both);
        expect(secrets).toEqual(before);
        expect([current >= committed, current < before.size]).toEqual([true, true]);
        done = current;
      }
      const said = async () => (await command(["keys", "rewrap"], variables)).stdout.split("\n")[0];
      expect(await said()).toBe(`${before.size - done} secrets were wrapped anew under the key ${newest.sealingId}.`);
      expect(await said()).toBe(`0 secrets were wrapped anew under the key ${newest.sealingId}.`);
      await using storage = await storageOf(place);
      expect((await secretsOf(storage, newest)).secrets, "now the new key alone opens all").toEqual(before);
      await using server = await newServer(dialect, { place, environment: { MASTER_KEY: variables.MASTER_KEY } });
      expect(await Client.of(server.url, sessionKey).codes("{ session { id } }")).toEqual([]);
    },
  );
});
