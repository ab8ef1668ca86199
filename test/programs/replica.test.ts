import type { SqlEntityManager } from "@mikro-orm/sql";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../../src/config.ts";
import { MAX_BEHIND_MS } from "../../src/database/replica/freshness.ts";
import { openReplica } from "../../src/database/replica/open-replica.ts";
import type { Reader } from "../../src/database/replica/session-reads.ts";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { ServiceError } from "../../src/errors.ts";
import { closing } from "../../src/lib/closing.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { flakyProxy } from "../support/flaky-proxy.ts";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { beside, SHARED } from "../cluster/support/nodes.ts";

/** Two nodes on one server and its streaming replica. */
let server: PostgresServer;
let replica: PostgresServer;
let nodes: readonly [TestServer, TestServer];
const opened = new AsyncDisposableStack();

beforeAll(async () => {
  server = opened.use(await startPostgres());
  replica = opened.use(await server.replicate());
  nodes = await Promise.all([start(), start({ runtime: { timer: hasty } })]);
});

afterAll(() => opened.disposeAsync());

/** The second node looks ten times as often: it tells after half a second what takes five. */
const hasty: typeof systemRuntime.timer = (ms, onEnd) => systemRuntime.timer(ms === 250 ? 25 : ms, onEnd);

function urlOf({ port }: PostgresServer, database = "postgres"): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/${database}`;
}

async function start(
  options: { readonly runtime?: Partial<typeof systemRuntime>; readonly environment?: Environment } = {},
): Promise<TestServer> {
  const place = opened.use(beside({ databaseUrl: urlOf(server) }));
  const environment = { ...SHARED, DATABASE_REPLICA_URL: urlOf(replica), ...options.environment };
  return opened.use(await newServer("postgresql", { ...options, place, environment }));
}

async function ask(where: PostgresServer, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(where) });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** Holds the replica where it is, until it is disposed of. */
async function heldReplica(): Promise<AsyncDisposable> {
  await ask(replica, "select pg_wal_replay_pause()");
  return { [Symbol.asyncDispose]: () => ask(replica, "select pg_wal_replay_resume()") };
}

/** A session's client at each node. */
async function open(): Promise<readonly [Client, Client]> {
  const client = await Client.open(nodes[0].url);
  return [client, Client.of(nodes[1].url, client.sessionKey)];
}

/** Reads of sessions that a node's replica has answered so far. */
async function readsByReplica({ url }: TestServer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^tokenworks_session_reads_total\{server="replica"\} (\d+)$/m.exec(metrics)?.[1]);
}

async function list(client: Client): Promise<string[]> {
  const { productionLines } = await client.ask<{ productionLines: { edges: { node: { id: string } }[] } }>(
    "{ productionLines { edges { node { id } } } }",
  );
  return productionLines.edges.map(({ node }) => node.id);
}

function readyz({ url }: TestServer): Promise<Record<string, unknown>> {
  return fetch(`${url}/readyz`).then((answer) => answer.json() as Promise<Record<string, unknown>>);
}

/** Once a node reads a session's line by its replica. */
function untilByReplica(node: TestServer, client: Client, id: string): Promise<true> {
  return until(async () => {
    const before = await readsByReplica(node);
    await client.status(id);
    return (await readsByReplica(node)) > before;
  });
}

describe("a replica for status reads", () => {
  it("answers what a session asks of its lines, with all that belongs to them, once it knows what the session has done", async () => {
    const [one] = await open();
    const id = await one.ordered({ size: 1_000, analysis: "METRICS" });
    const end = await one.reached(id, "analyzed");
    await untilByReplica(nodes[0], one, id);
    const before = await readsByReplica(nodes[0]);
    expect(await one.status(id)).toEqual(end);
    expect(await list(one)).toEqual([id]);
    const { tokens } = await one.ask<{ tokens: unknown }>(
      "query ($id: ID!) { tokens(id: $id) { parts { number status { status } } analysis { level } } }",
      { id },
    );
    expect(tokens).toMatchObject({
      parts: [{ number: 1, status: { status: "ANALYZED" } }],
      analysis: { level: "METRICS" },
    });
    expect(await readsByReplica(nodes[0])).toBeGreaterThanOrEqual(before + 3);
  });

  it("never keeps from a session what it has written, on whichever node", async () => {
    const [one, other] = await open();
    const first = await one.ordered({ size: 1_000 });
    await one.reached(first, "finished");
    await untilByReplica(nodes[0], one, first);
    await untilByReplica(nodes[1], other, first);
    await using _held = await heldReplica();
    const second = await one.ordered({ size: 1_000 });
    expect(await other.status(second)).not.toBeNull();
    expect(await list(one)).toEqual([second, first]);
    expect((await one.reached(second, "finished")).status).toBe("FINISHED");
    await one.delete(first);
    expect(await one.status(first)).toBeNull();
    expect(await list(one)).toEqual([second]);
  });

  it("hides within a second, on every node, what was deleted on one, and at once what was closed", async () => {
    const [one, other] = await open();
    const id = await one.ordered({ size: 1_000 });
    await one.reached(id, "finished");
    await untilByReplica(nodes[1], other, id);
    await using _held = await heldReplica();
    await one.delete(id);
    const deletedMs = performance.now();
    await until(async () => (await other.status(id)) === null);
    expect(performance.now() - deletedMs).toBeLessThan(1_500);
    await one.ask("mutation ($key: UUID!) { closeSession(key: $key) { id } }", { key: one.sessionKey });
    expect(await other.codes("{ productionLines { edges { node { id } } } }")).toEqual(["SESSION_REFUSED"]);
  });

  it("shows nothing older than what this node has pushed: as another node has told it, or found without a word of it, at once or later", async () => {
    const lookingOften: typeof hasty = (ms, onEnd) => hasty(ms === 2_000 ? 50 : ms, onEnd);
    const node = await start({ runtime: { timer: lookingOften } });
    await using proxy = await flakyProxy(urlOf(server));
    const mute = await start({ environment: { DATABASE_DIRECT_URL: proxy.url } });
    const [one] = await open();
    const [there, other] = [Client.of(node.url, one.sessionKey), Client.of(mute.url, one.sessionKey)];
    for (const { canceller, isEarly } of [
      { canceller: one, isEarly: true },
      { canceller: other, isEarly: true },
      { canceller: other, isEarly: false },
    ]) {
      const id = await one.ordered({ size: ENDLESS });
      await there.reached(id, "started");
      const following = there.follow(id);
      if (isEarly) await following.next();
      await untilByReplica(node, there, id);
      if (canceller === other) proxy.hang(); // it tells nobody
      await using _held = await heldReplica();
      await canceller.cancel(id);
      for (let told = await following.next(); told.value?.status !== "CANCELLED"; told = await following.next())
        expect(told.done).toBe(false);
      expect((await there.status(id))?.status).toBe("CANCELLED");
      await following.return();
    }
    proxy.pass();
  });

  it("is not asked by a node that hears nothing of the others", async () => {
    await using proxy = await flakyProxy(urlOf(server));
    const deaf = await start({ environment: { DATABASE_DIRECT_URL: proxy.url } });
    const [one] = await open();
    const other = Client.of(deaf.url, one.sessionKey);
    const id = await one.ordered({ size: ENDLESS });
    await one.reached(id, "started");
    await untilByReplica(deaf, other, id);
    {
      await using _held = await heldReplica();
      proxy.cut();
      await one.cancel(id);
      expect((await other.status(id))?.status).toBe("CANCELLED");
    }
    proxy.pass();
    await untilByReplica(deaf, other, id);
  });

  it("is left alone while it is too far behind, which is told once, in the log and by /readyz", async () => {
    const [one, other] = await open();
    const id = await one.ordered({ size: 1_000 });
    await one.reached(id, "finished");
    {
      await using _held = await heldReplica();
      await one.ordered({ size: 1_000 });
      await until(async () => (await readyz(nodes[1]))["replica"] === "lagging");
      const before = await readsByReplica(nodes[1]);
      expect((await other.status(id))?.status).toBe("FINISHED");
      expect(await readsByReplica(nodes[1])).toBe(before);
    }
    await untilByReplica(nodes[1], other, id);
    expect(await readyz(nodes[1])).toEqual({ status: "ok", writable: true });
    expect(toldBy(nodes[1])).toEqual([
      "The replica is too far behind: DATABASE_URL's server is read until it has caught up.",
      "The replica is read again.",
    ]);
  });

  it("is done without while it is away, by running nodes and by one that starts, and read again once it is back", async () => {
    const [one, other] = await open();
    const id = await one.ordered({ size: 1_000 });
    await one.reached(id, "finished");
    await untilByReplica(nodes[1], other, id);
    const told = toldBy(nodes[1]).length;
    await replica.stop();
    for (let at = 0; at < 5; at += 1) expect((await other.status(id))?.status).toBe("FINISHED");
    await until(async () => (await readyz(nodes[1]))["replica"] === "away");
    const third = await start();
    expect((await Client.of(third.url, one.sessionKey).status(id))?.status).toBe("FINISHED");
    expect(await readyz(third)).toEqual({ status: "ok", writable: true, replica: "away" });
    await replica.start();
    await untilByReplica(nodes[1], other, id);
    await untilByReplica(third, Client.of(third.url, one.sessionKey), id);
    expect(toldBy(nodes[1]).slice(told)).toEqual([
      "The replica does not answer: DATABASE_URL's server is read until it does.",
      "The replica is read again.",
    ]);
  });

  it("is asked no further in a request that it did not know enough for, and by nobody once it has failed", async () => {
    await using stack = new AsyncDisposableStack();
    let laterMs = 0;
    let isHearing = true;
    const monotonicMs = () => performance.now() + laterMs;
    const { reads, isReplica } = await replicaAlone(stack, { monotonicMs, isHearing: () => isHearing });
    const [unknowing, further, begun, failing] = ["a", "b", "c", "d"].map((id) => ({ id })) as [
      Reader,
      Reader,
      Reader,
      Reader,
    ];
    await until(() => reads.read({ id: "e" }, isReplica));
    expect(await reads.read(unknowing, async (em) => ((await isReplica(em)) ? null : "found"))).toBe("found");
    expect(await reads.read(unknowing, isReplica)).toBe(false);
    expect(await reads.readMore(further, isReplica)).toBe(false); // what it asks about was found by the server
    expect(await reads.read(begun, isReplica)).toBe(true);
    expect(await reads.readMore(begun, isReplica)).toBe(true);
    const refusing = () => Promise.reject(new ServiceError("CURSOR_INVALID", "Another one.", "after"));
    await expect(reads.read(begun, refusing)).rejects.toThrow("Another one.");
    expect(await reads.read(begun, isReplica)).toBe(true);
    const failsThere = async (em: SqlEntityManager) => {
      if (await isReplica(em)) throw new Error("The connection is lost.");
      return "found";
    };
    expect(await reads.read(failing, failsThere)).toBe("found");
    expect(await reads.read({ id: "e" }, isReplica)).toBe(false);
    await until(() => reads.read({ id: "e" }, isReplica));
    isHearing = false;
    expect(await reads.read({ id: "e" }, isReplica)).toBe(false);
    isHearing = true;
    expect(await reads.read({ id: "e" }, isReplica)).toBe(true);
    laterMs = MAX_BEHIND_MS + 1; // without a look meanwhile
    expect(await reads.read({ id: "e" }, isReplica)).toBe(false);
  });

  it("is refused at the start where it is none, or of another server or database", async () => {
    await using stranger = await startPostgres();
    await ask(server, "create database other");
    const refused = (url: string) => expect(start({ environment: { DATABASE_REPLICA_URL: url } })).rejects;
    await refused(urlOf(server)).toThrow(/^DATABASE_REPLICA_URL leads to a server that follows no other: /);
    await refused(urlOf(stranger)).toThrow(/^DATABASE_REPLICA_URL leads to another server's files than DATABASE_URL: /);
    await refused(urlOf(server, "other")).toThrow(
      'DATABASE_REPLICA_URL leads to the database "other", and DATABASE_URL to "postgres": name the same in both.',
    );
  });
});

/** The replica without a service, on a clock of the test's. */
async function replicaAlone(
  stack: AsyncDisposableStack,
  { monotonicMs, isHearing }: { readonly monotonicMs: () => number; readonly isHearing: () => boolean },
) {
  const database = await startDatabase({ location: { url: urlOf(server) }, entities: ENTITIES });
  stack.defer(() => database.stop());
  const closings = closing();
  stack.defer(() => closings.close());
  const deps = { url: urlOf(replica), database, entities: ENTITIES, isHearing, onChange: () => undefined };
  const reads = await openReplica({ ...deps, runtime: { ...systemRuntime, monotonicMs } }, closings);
  const isReplica = async (em: SqlEntityManager) => {
    const [row] = await em.execute<{ is: boolean }[]>("select pg_is_in_recovery() as is");
    return row?.is === true;
  };
  return { reads, isReplica };
}

/** What a node has told of its replica. */
function toldBy({ logged }: TestServer): unknown[] {
  return logged.map(({ msg }) => msg).filter((msg) => /replica/i.test(String(msg)));
}
