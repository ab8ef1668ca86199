import pg from "pg";
import { expect, it } from "vitest";
import { beside, SHARED } from "../cluster/support/nodes.ts";
import { type FlakyProxy, flakyProxy } from "../support/flaky-proxy.ts";
import { Client } from "../support/graphql-client.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

function urlOf({ port }: PostgresServer): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
}

async function ask(where: PostgresServer, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(where) });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Has a way lead to another server, as a failover does. */
function leadTo(way: FlakyProxy, { port }: PostgresServer): void {
  way.cut();
  way.lead(port);
  way.pass();
}

async function replicaOf({ url }: TestServer): Promise<unknown> {
  const answer = (await (await fetch(`${url}/readyz`)).json()) as { writable: boolean; replica?: string };
  return answer.writable && (answer.replica ?? "well");
}

/** Once an order is taken: a failover has ended. */
function untilOrdered(client: Client): Promise<string> {
  return until(async () => {
    const { data } = await client.order();
    return (data as { requestTokens?: { id: string } } | null)?.requestTokens?.id;
  });
}

it(
  "a replica is read again once it follows the server that has taken over, and not while it follows another history",
  { timeout: 120_000 },
  async () => {
    await using old = await startPostgres();
    await using follower = await flakyProxy(urlOf(old));
    await using next = await old.replicate();
    await using replica = await old.replicate(Number(new URL(follower.url).port));
    await using way = await flakyProxy(urlOf(old));
    await using place = beside({ databaseUrl: way.url });
    const environment = { ...SHARED, DATABASE_REPLICA_URL: urlOf(replica) };
    await using node = await newServer("postgresql", { place, environment });
    const client = await Client.open(node.url);
    await client.reached(await client.ordered(), "finished");
    await until(async () => (await replicaOf(node)) === "well");

    await old.stop("SIGQUIT");
    await ask(next, "select pg_promote()");
    leadTo(follower, next);
    leadTo(way, next);
    const id = await untilOrdered(client);
    await client.reached(id, "finished");
    await untilByReplica(node, client, id);
    expect(await replicaOf(node)).toBe("well");

    // The old server comes back, and is written: its log ends beyond what the replica has, but is not that one's.
    await old.start();
    leadTo(way, old);
    await ask(next, "create table filler as select generate_series(1, 300000)");
    const another = await untilOrdered(client);
    await client.reached(another, "finished");
    await until(async () => (await replicaOf(node)) === "unfit");
    const before = await readsByReplica(node);
    for (let at = 0; at < 5; at += 1) expect((await client.status(another))?.status).toBe("FINISHED");
    expect(await client.status(id).catch(() => null)).toBeNull(); // only the other history has it
    expect(await readsByReplica(node)).toBe(before);
    expect(node.logged).toContainEqual(
      expect.objectContaining({
        msg: "DATABASE_REPLICA_URL leads elsewhere by now: DATABASE_URL's server is read.",
        err: expect.objectContaining({
          message: expect.stringContaining("follows another timeline than DATABASE_URL's") as string,
        }) as object,
      }),
    );
    // A start may come in the middle of a failover: it tells the same, and is not refused.
    await using second = beside({ databaseUrl: urlOf(old) });
    await using later = await newServer("postgresql", { place: second, environment });
    expect(await replicaOf(later)).toBe("unfit");
  },
);

/** Reads of sessions that the replica has answered so far. */
async function readsByReplica({ url }: TestServer): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^tokenworks_session_reads_total\{server="replica"\} (\d+)$/m.exec(metrics)?.[1]);
}

function untilByReplica(node: TestServer, client: Client, id: string): Promise<true> {
  return until(async () => {
    const before = await readsByReplica(node);
    await client.status(id);
    return (await readsByReplica(node)) > before;
  });
}
