import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type FlakyProxy, flakyProxy } from "../../test/support/flaky-proxy.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres-server.ts";
import type { ClusterFault } from "./cluster.ts";

const NODES = 3;

/** A server whose commits wait for its replica, and a way to it that can lead to that replica. */
export interface Failover extends AsyncDisposable {
  readonly server: PostgresServer;
  readonly fault: ClusterFault;
  /** The address by which nodes reach a database of the server, whichever server that is. */
  readonly reach: (url: string) => Promise<string>;
}

/** Replaces PostgreSQL by its replica, from which the nodes have read until then. */
export async function failover(): Promise<Failover> {
  await using opening = new AsyncDisposableStack();
  const server = opening.use(await startPostgres());
  const replica = opening.use(await server.replicate());
  await ask(server, "alter system set synchronous_standby_names = '*'");
  await ask(server, "select pg_reload_conf()");
  let proxy: FlakyProxy | null = null;
  const fault: ClusterFault = {
    name: "PostgreSQL failed over to its replica",
    start: async (cluster) => {
      const DATABASE_REPLICA_URL = onPort(cluster.databaseUrl, replica.port);
      await cluster.startMany(NODES, { DATABASE_REPLICA_URL });
    },
    make: async ({ cluster, nodes }, problems) => {
      await sleep(500);
      const [{ left } = { left: 0 }] = await cluster.read<{ left: number }>(
        "select count(*)::int as left from part where status <> 'finished'",
      );
      if (left === 0) problems.push("every line was finished before");
      const startedMs = performance.now();
      await server.stop("SIGQUIT");
      proxy?.cut();
      await ask(replica, "select pg_promote()");
      proxy?.lead(replica.port);
      proxy?.pass();
      for (const { url } of nodes) while (!(await takesWrites(url))) await sleep(100);
      return `${left} lines under way, all nodes ready ${((performance.now() - startedMs) / 1_000).toFixed(1)} s after it was killed, without a restart`;
    },
  };
  const reach = async (url: string) => (proxy ??= stack.use(await flakyProxy(url))).url;
  const stack = opening.move();
  return { server, fault, reach, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function takesWrites(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`);
  return answer.status === 200 && ((await answer.json()) as { writable: boolean }).writable;
}

function onPort(url: string, port: number): string {
  const moved = new URL(url);
  moved.port = String(port);
  return moved.href;
}

async function ask({ port }: PostgresServer, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
  await client.connect();
  await client.query(sql);
  await client.end();
}
