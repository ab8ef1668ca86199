import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, ENDLESS, newPayment } from "../support/graphql-client.ts";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { setQuotas } from "../support/set-quotas.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { until } from "../support/until.ts";
import { version } from "../../src/lib/version.ts";
import { beside, SHARED } from "./support/nodes.ts";

/** Two nodes on one database; whatever happens on the one is true on the other. */
let place: TestDatabase;
let nodes: readonly [TestServer, TestServer];
const folders = new AsyncDisposableStack();

beforeAll(async () => {
  place = await newDatabase("postgresql");
  const start = () => newServer("postgresql", { place: folders.use(beside(place)), environment: SHARED });
  nodes = await Promise.all([start(), start()]);
});

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await folders.disposeAsync();
  await place[Symbol.asyncDispose]();
});

/** A session opened on the first node, as a client of each. */
async function open(): Promise<readonly [Client, Client]> {
  const client = await Client.open(nodes[0].url);
  return [client, Client.of(nodes[1].url, client.sessionKey)];
}

/** Tasks that this node's threads have before them, as its metrics tell: as many for each line. */
async function tasksOf({ url }: TestServer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const tasks = metrics.matchAll(/^tokenworks_generator_tasks\{.*\} (\d+)$/gm);
  return [...tasks].reduce((sum, [, count]) => sum + Number(count), 0);
}

describe("two nodes on one PostgreSQL", () => {
  it("tell a line's whole course to those who follow on either", async () => {
    const [one, other] = await open();
    const id = await one.ordered({ size: 600_000n });
    const courses = await Promise.all(
      [one, other].map(async (client) => {
        const statuses: string[] = [];
        for await (const { status } of client.follow(id)) if (statuses.at(-1) !== status) statuses.push(status);
        return statuses;
      }),
    );
    for (const course of courses) {
      expect(course.at(-1)).toBe("FINISHED");
      expect(["REQUESTED", "STARTED", "ENDED", "FINISHED"].join()).toContain(course.join());
      expect(course).toContain("ENDED");
    }
    expect(await other.status(id)).toEqual(await one.status(id));
    const [bytes, same] = await Promise.all([one.data(id), other.data(id)]);
    expect(Buffer.from(await same.arrayBuffer()).equals(Buffer.from(await bytes.arrayBuffer()))).toBe(true);
  });

  it("stop a line that is deleted on the other, and cut its downloads", async () => {
    const [one, other] = await open();
    const id = await one.ordered({ size: 50_000_000n });
    await one.shows(id, ({ status }) => status === "STARTED");
    const download = other.data(id).catch((fault: unknown) => fault);
    await one.delete(id);
    await download;
    expect(await other.status(id).catch(() => null)).toBeNull();
    await until(async () => (await jobsLeft()) === 0);
  });

  it("stop a line that is cancelled on the other", async () => {
    const [one, other] = await open();
    const id = await one.ordered({ size: ENDLESS });
    await one.shows(id, ({ status }) => status === "STARTED");
    expect((await other.cancel(id)).errors).toEqual([]);
    await one.reached(id, "cancelled");
    await until(async () => (await jobsLeft()) === 0);
  });

  it("tell a client by WebSocket which of them it has reached", async () => {
    const [{ headers }] = await open();
    const told = await Promise.all(
      nodes.map(async ({ url }) => {
        const socket = await RawSocket.open(url);
        socket.send({ type: "connection_init", payload: headers });
        const { payload } = await socket.next();
        socket.webSocket.close();
        return payload as { readonly version: string; readonly node: string; readonly nodes: number };
      }),
    );
    expect(told).toEqual(told.map(() => ({ version: version(), node: expect.any(String) as string, nodes: 2 })));
    expect(new Set(told.map(({ node }) => node)).size).toBe(2);
    for (const [at, { node }] of told.entries())
      expect(nodes[at]?.logged).toContainEqual(expect.objectContaining({ msg: "The service is ready.", node }));
  });

  it("share large lines, whichever they are ordered on", async () => {
    const [one] = await open();
    const ids = await Promise.all(Array.from({ length: 8 }, () => one.ordered({ size: ENDLESS })));
    for (const id of ids) await one.shows(id, ({ status }) => status === "STARTED");
    const tasks = await Promise.all(nodes.map(tasksOf));
    expect(Math.min(...tasks)).toBeGreaterThan(0);
    expect(Math.max(...tasks) / Math.min(...tasks)).toBeLessThan(2.5);
    for (const id of ids) await one.cancel(id);
    await until(async () => (await jobsLeft()) === 0);
  });

  it("make what is sent to both at the same time once: by its Idempotency-Key, and by its payment", async () => {
    const clients = await open();
    const query = `mutation ($input: RequestTokensInput!) { requestTokens(input: $input, idempotencyKey: "of-both") { id } }`;
    const input = { alphabet: "LOWER_LATIN", digits: 12, size: "1000" };
    const byKey = await Promise.all([...clients, ...clients].map((client) => client.send(query, { input })));
    const ids = byKey.flatMap(
      ({ data }) => (data as { requestTokens?: { id: string } | null } | null)?.requestTokens?.id ?? [],
    );
    expect(new Set(ids).size).toBe(1);
    const busy = byKey.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(busy.every((code) => code === "IDEMPOTENCY_KEY_BUSY")).toBe(true);
    expect(ids.length + busy.length).toBe(4);

    const payment = newPayment();
    const byPayment = await Promise.all([...clients, ...clients].map((client) => client.ordered({ payment })));
    expect(new Set(byPayment).size).toBe(1);
  });

  it("open the links of the other, for as long as its session is open", async () => {
    const [one, other] = await open();
    const id = await one.ordered();
    await one.reached(id, "finished");
    const { tokens } = await one.ask<{ tokens: { status: { files: { kind: string; download: { url: string } }[] } } }>(
      "query ($id: ID!) { tokens(id: $id) { status { files { kind download { url } } } } }",
      { id },
    );
    const link = new URL(tokens.status.files.find(({ kind }) => kind === "DATA")?.download.url ?? "");
    const elsewhere = new URL(`${link.pathname}${link.search}`, other.url);
    expect(await (await fetch(elsewhere)).text()).toBe(await (await one.data(id)).text());
    const { session } = await other.ask<{ session: { id: string } }>("{ session { id } }");
    await other.ask("mutation ($id: ID!) { closeSession(id: $id) { id } }", { id: session.id });
    expect((await fetch(elsewhere)).status).toBe(403);
  });

  it("end what follows a session that is closed on the other", async () => {
    const [one, other] = await open();
    await one.ordered();
    const following = other.follow(null);
    expect((await following.next()).done).toBe(false);
    const { session } = await one.ask<{ session: { id: string } }>("{ session { id } }");
    await one.ask("mutation ($id: ID!) { closeSession(id: $id) { id } }", { id: session.id });
    let next = await following.next();
    while (next.done !== true) next = await following.next();
    expect(await other.codes("{ session { id } }")).toEqual(["SESSION_REFUSED"]);
  });

  it("share the work, and a customer's quota is exact over both", { timeout: 60_000 }, async () => {
    const [one, other] = await open();
    const held = Number(
      (await rows<{ count: string }>("select count(*) from line where deleted_at is null"))[0]?.count,
    );
    await setQuotas({ place }, { openLines: held + 6 });
    const orders = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? one : other).ordered({ size: 300_000n })),
    );
    await setQuotas({ place }, { openLines: 1_000 });
    const ids = orders.filter((order) => order.status === "fulfilled").map(({ value }) => value);
    expect(ids).toHaveLength(6);
    for (const id of ids) await other.reached(id, "finished");
  });

  it("share a customer's rate, with a third one too, and without it again", { timeout: 60_000 }, async () => {
    const clients = await open();
    const send = ({ url, headers }: Client) => fetch(`${url}/graphql?query={__typename}`, { headers });
    /** What each of these lets pass in a second. */
    const policies = (all: readonly Client[]) =>
      Promise.all(all.map(async (client) => (await send(client)).headers.get("RateLimit-Policy")));
    const each = (limit: number, count = 2) => Array.from({ length: count }, () => `"default";q=${limit};w=1`);
    /** Each grants its share of the customer's rate in each second, however many requests come: of 7, two nodes 8, and three 9. */
    const expectShares = (all: readonly Client[], share: number) =>
      Promise.all(
        all.map(async (client) => {
          await until(async () => (await send(client)).status === 429);
          let startedMs = 0;
          await until(async () => {
            startedMs = performance.now();
            return (await send(client)).status === 200; // the first one of a second
          });
          const sent = await Promise.all(Array.from({ length: 40 }, () => send(client)));
          const seconds = Math.ceil((performance.now() - startedMs) / 1_000);
          const passed = 1 + sent.filter(({ status }) => status === 200).length;
          expect(passed).toBeGreaterThanOrEqual(share);
          expect(passed).toBeLessThanOrEqual(share * seconds);
        }),
      );
    await setQuotas({ place }, { requestsPerSecond: 7 });
    await expect.poll(() => policies(clients)).toEqual(each(4));
    await expectShares(clients, 4);
    await using folder = beside(place);
    const third = await newServer("postgresql", { place: folder, environment: SHARED });
    const all = [...clients, Client.of(third.url, clients[0].sessionKey)];
    await expect.poll(() => policies(all), { timeout: 10_000, interval: 300 }).toEqual(each(3, 3));
    await expectShares(all, 3);
    await third.stop();
    await expect.poll(() => policies(clients), { timeout: 10_000, interval: 300 }).toEqual(each(4));
    await setQuotas({ place }, {});
  });
});

async function rows<Row>(statement: string): Promise<Row[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Row[]; // whoever asks knows them
  } finally {
    await client.end();
  }
}

async function jobsLeft(): Promise<number> {
  return (await rows("select id from pgboss.job where state <= 'active' and name = 'part'")).length;
}
