import pg from "pg";
import { describe, expect, it } from "vitest";
import { ledgerProblems } from "../../scripts/faults/ledger-problems.ts";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { type FlakyProxy, flakyProxy } from "../support/flaky-proxy.ts";
import { Client, newPayment } from "../support/graphql-client.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { beside, SHARED } from "./support/nodes.ts";
import { lineProblems } from "./support/processes.ts";

/** Enough for a pass that lasts until something has happened to its node. */
const TOKENS = 9_000_000n;

/** Reads and changes the database beside the nodes. */
function asking({ databaseUrl }: Pick<TestDatabase, "databaseUrl">) {
  return async <Row extends Record<string, unknown>>(sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
}

function order(client: Client): Promise<string> {
  return client.ordered({ size: TOKENS, payment: newPayment() });
}

async function readyOf({ url }: TestServer): Promise<number> {
  return (await fetch(`${url}/readyz`)).status;
}

describe("nodes on one PostgreSQL", () => {
  it("that the network drops, by silence or by breaking: their lines run on elsewhere, and what they write later changes nothing", async () => {
    await using place = await newDatabase("postgresql");
    await using opened = new AsyncDisposableStack();
    const ask = asking(place);
    /** A node that is in the middle of a line, which it has claimed while there was no other, and of no transaction. */
    const dropped = async (drop: (way: FlakyProxy) => void) => {
      const way = opened.use(await flakyProxy(place.databaseUrl ?? ""));
      const node = await newServer("postgresql", {
        place: opened.use(beside({ databaseUrl: way.url })),
        environment: SHARED,
      });
      opened.use(node);
      const client = await Client.open(node.url);
      const id = await order(client);
      await until(
        async () => (await ask(`select id from part where line_id = '${id}' and status = 'started'`)).length > 0,
      );
      drop(way);
      return { way, node, client, id };
    };
    const silent = await dropped(({ hang }) => {
      hang();
    });
    const broken = await dropped(({ cut }) => {
      cut();
    });
    await using last = await newServer("postgresql", {
      place: opened.use(beside(place)),
      environment: SHARED,
    });
    // As if ten seconds had gone by.
    await ask("update pgboss.job set heartbeat_on = heartbeat_on - interval '20 s' where state = 'active'");
    const both = [silent, broken];
    for (const { node } of both) await until(async () => (await readyOf(node)) === 503);
    for (const { client, id } of both) await Client.of(last.url, client.sessionKey).reached(id, "finished");
    const rows = () =>
      ask(
        "select part.id, epoch, part.progress as stands, record.* from part join status_record record on part_id = part.id order by part.id, sequence",
      );
    const before = await rows();
    expect(new Set(before.map(({ epoch }) => epoch))).toEqual(new Set([2]));
    for (const { way } of both) way.pass();
    for (const { node, client, id } of both) {
      await until(async () => (await readyOf(node)) === 200);
      await client.reached(await client.ordered(), "finished");
      expect(await lineProblems(client, [id], ask)).toEqual([]);
    }
    const ids = new Set(before.map(({ id }) => id));
    expect((await rows()).filter(({ id }) => ids.has(id))).toEqual(before);
    expect(await ledgerProblems(ask)).toEqual([]);
  });

  it("whose PostgreSQL breaks all connections: every line is finished once, and no node is restarted", async () => {
    await using place = await newDatabase("postgresql");
    await using folders = new AsyncDisposableStack();
    const start = () => newServer("postgresql", { place: folders.use(beside(place)), environment: SHARED });
    await using one = await start();
    await using other = await start();
    const ask = asking(place);
    const client = await Client.open(one.url);
    const ids = await Promise.all([order(client), order(client)]);
    await until(async () => (await ask("select id from part where status = 'started'")).length === ids.length);
    await ask(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    for (const node of [one, other]) await until(async () => (await readyOf(node)) === 200);
    const elsewhere = Client.of(other.url, client.sessionKey);
    for (const id of ids) await elsewhere.reached(id, "finished");
    expect(await lineProblems(elsewhere, ids, ask)).toEqual([]);
    expect(await ledgerProblems(ask)).toEqual([]);
  });
});
