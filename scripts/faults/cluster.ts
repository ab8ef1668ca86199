import { randomInt } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Cluster, lineProblems, type NodeProcess } from "../../test/cluster/support/processes.ts";
import { flakyProxy } from "../../test/support/flaky-proxy.ts";
import { Client, newPayment } from "../../test/support/graphql-client.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres-server.ts";
import { waitFor } from "./customer.ts";
import { failover } from "./failover.ts";
import { DROPPED_TOKENS, dropped } from "./dropped.ts";
import { ledgerProblems } from "./ledger-problems.ts";
import { networkRow } from "./network.ts";
import { FAKETIME, whyNoFaketime, whyNoPostgres } from "./programs.ts";
import { leftOut, type Problems, rowOf, type Rows } from "./row.ts";
import { takenOver } from "./taken-over.ts";

const NODES = 3;
const LINES = 9;
const TOKENS = "3000000";
const PATIENCE_S = 180;

/** A cluster in the middle of its lines. */
export interface Scene {
  readonly server: PostgresServer;
  readonly cluster: Cluster;
  readonly nodes: readonly NodeProcess[];
  readonly client: Client;
}

export interface ClusterFault {
  readonly name: string;
  /** Starts the nodes, the last of which outlives the fault; three equal ones unless told. */
  readonly start?: (cluster: Cluster) => Promise<void>;
  /** Of each line; 3 million unless told. */
  readonly tokens?: string;
  /** What each line's analysis is; none unless told. */
  readonly analysis?: string;
  /** Makes the fault and ends it; answers what was seen, and adds what was wrong. */
  readonly make: (scene: Scene, problems: Problems) => Promise<string>;
}

/** Makes faults of nodes, of their database and of the network between, with real processes. */
export async function* clusterRows(): Rows {
  const why = await whyNoPostgres();
  if (why !== null) {
    yield leftOut("cluster", "nodes that are lost", why);
    return;
  }
  await using server = await startPostgres();
  for (const [at, fault] of FAULTS.entries()) yield await rowUnder(server, fault, `cluster_${at}`);
  yield await networkRow();
  const whyNot = whyNoFaketime();
  if (whyNot === null) yield await rowUnder(server, clocksApart(), "cluster_clocks");
  else yield leftOut("cluster", "clocks a day apart", whyNot);
  await using over = await failover();
  yield await rowUnder(over.server, over.fault, "cluster_failover", over.reach);
}

export async function rowUnder(
  server: PostgresServer,
  fault: ClusterFault,
  database: string,
  reach = (url: string) => Promise.resolve(url),
) {
  const root = new Cluster(urlOf(server, "postgres"));
  await root.read(`create database ${database}`);
  await using cluster = new Cluster(await reach(urlOf(server, database)));
  await (fault.start?.(cluster) ?? cluster.startMany(NODES));
  const client = await Client.open(last(cluster.nodes).url);
  const order = { size: fault.tokens ?? TOKENS, ...(fault.analysis !== undefined && { analysis: fault.analysis }) };
  const orders = Array.from({ length: LINES }, () => client.ordered({ ...order, payment: newPayment() }));
  const ids = await Promise.all(orders);
  const problems: Problems = [];
  const seen = await fault.make({ server, cluster, nodes: cluster.nodes, client }, problems);
  const wanted = fault.analysis === undefined ? "FINISHED" : "ANALYZED";
  for (const id of ids) {
    const status = await waitFor(client, id, { status: wanted, seconds: PATIENCE_S });
    if (status !== wanted) problems.push(`a line stands at ${status}`);
  }
  problems.push(...(await lineProblems(client, ids, cluster.read)), ...(await ledgerProblems(cluster.read)));
  return rowOf("cluster", fault.name, { problems: problems.slice(0, 4), seen: `${seen}; ${LINES} lines whole, once` });
}

const FAULTS: readonly ClusterFault[] = [
  // So large that they are shared out, and every node is in the middle of one, however fast the machine is.
  { name: "SIGKILL of a node in mid-pass", tokens: "30000000", make: killed("started") },
  { name: "SIGKILL of a node in mid-analysis", tokens: "10000000", analysis: "METRICS", make: killed("finished") },
  { name: "SIGKILL of two nodes, one after the other, at arbitrary statements", make: killedAtRandom },
  { name: "SIGSTOP of a node for 60 s, and SIGCONT", make: (scene) => frozen(scene, 60) },
  { name: "PostgreSQL restarted", make: (scene) => databaseAway(scene, 0) },
  { name: "PostgreSQL stopped for 30 s", make: (scene) => databaseAway(scene, 30) },
  { name: "SIGTERM of one of three under load", make: stoppedUnderLoad },
  networkDropsOne(),
  { name: "a rolling upgrade to a build with one more migration", make: upgraded },
];

/** Kills the first node once a line has come so far. */
function killed(status: string): ClusterFault["make"] {
  return async ({ cluster, nodes }, problems) => {
    while ((await cluster.read(`select id from part where status = '${status}'`)).length < NODES) await sleep(20);
    const seconds = await takenOver(cluster, problems, () => first(nodes).end("SIGKILL"));
    return `taken over within ${seconds.toFixed(1)} s`;
  };
}

async function killedAtRandom({ cluster, nodes, client }: Scene): Promise<string> {
  const small = Array.from({ length: 40 }, () => client.ordered({ size: "1000" }));
  await sleep(randomInt(400));
  await first(nodes).end("SIGKILL");
  await sleep(randomInt(2_000));
  await nodes[1]?.end("SIGKILL");
  for (const id of await Promise.all(small)) await waitFor(client, id, { status: "FINISHED", seconds: PATIENCE_S });
  const problems = await lineProblems(client, await Promise.all(small), cluster.read);
  return problems.length === 0 ? "40 small lines beside them whole" : problems.join("; ");
}

async function frozen({ cluster, nodes }: Scene, seconds: number): Promise<string> {
  await sleep(500);
  first(nodes).signal("SIGSTOP");
  await sleep(seconds * 1_000);
  const before = JSON.stringify(await cluster.read("select id, status from part order by id"));
  first(nodes).signal("SIGCONT");
  const answer = await fetch(`${first(nodes).url}/readyz`);
  return `${before.includes("started") ? "in mid-pass" : "all finished meanwhile"}, and awake it answers ${answer.status}`;
}

async function databaseAway({ server, nodes }: Scene, seconds: number): Promise<string> {
  await sleep(500);
  await server.stop();
  await sleep(seconds * 1_000);
  await server.start();
  const startedMs = performance.now();
  for (const { url } of nodes) while ((await fetch(`${url}/readyz`)).status !== 200) await sleep(100);
  return `all nodes ready ${((performance.now() - startedMs) / 1_000).toFixed(1)} s later, without a restart`;
}

async function stoppedUnderLoad({ nodes, client }: Scene, problems: Problems): Promise<string> {
  const ending = first(nodes).end("SIGTERM");
  let [good, bad] = [0, 0];
  const endMs = performance.now() + 6_000;
  while (performance.now() < endMs) {
    const { errors } = await client.order();
    if (errors.length === 0) good += 1;
    else bad += 1;
  }
  if ((await ending).code !== 0) problems.push("the node did not stop well");
  if (bad > 0) problems.push(`${bad} of ${good + bad} orders failed`);
  return `${good} orders meanwhile, none failed`;
}

/** One node reaches the database by a way that lets nothing through for 30 s. */
function networkDropsOne(): ClusterFault {
  let proxy: Awaited<ReturnType<typeof flakyProxy>> | null = null;
  return {
    name: "a network that drops one node for 30 s",
    tokens: DROPPED_TOKENS,
    start: async (cluster) => {
      proxy = cluster.keep(await flakyProxy(cluster.databaseUrl));
      await cluster.start({ DATABASE_URL: proxy.url });
      await cluster.startMany(NODES - 1);
    },
    make: (scene, problems) => dropped(scene, problems, { drop: () => proxy?.hang(), restore: () => proxy?.pass() }),
  };
}

function clocksApart(): ClusterFault {
  const clock = (step: string) => ({ LD_PRELOAD: FAKETIME, FAKETIME: step, FAKETIME_DONT_FAKE_MONOTONIC: "1" });
  return {
    name: "clocks a day apart",
    start: async (cluster) => {
      for (const step of ["-1d", "+1d"]) await cluster.start(clock(step));
      await cluster.start();
    },
    make: async ({ cluster, nodes }, problems) => {
      const warned = nodes.filter(({ printed }) => printed().stderr.includes("clock differs")).length;
      if (warned !== 2) problems.push(`${warned} of 2 nodes have told of their clocks`);
      const off = await cluster.read(
        "select part_id from status_record where abs(extract(epoch from at - now())) > 3600",
      );
      if (off.length > 0) problems.push(`${off.length} records have a wrong time`);
      return "both told of it in the log, and every record has the database's time";
    },
  };
}

/** Starts another build beside, node by node; the migration that only it has is one that changes nothing. */
async function upgraded({ cluster, nodes }: Scene, problems: Problems): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-build-"));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  try {
    cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const index = join(folder, "dist/database/migrations/postgresql/index.js");
    const more = `class Further extends Nodes { up() { this.addSql('create table further (id int)'); } }
MIGRATIONS.push({ name: "9998-further", class: Further });\n`;
    writeFileSync(index, `${readFileSync(index, "utf8")}\n${more}`);
    const old = [...nodes];
    for (const node of old.slice(0, -1)) {
      await cluster.start({}, [process.execPath, join(folder, "dist/main.js")]);
      await node.end("SIGTERM");
    }
    if ((await fetch(`${last(old).url}/readyz`)).status !== 200) problems.push("the last old node is not ready");
    if ((await cluster.read("select to_regclass('further') is not null as made"))[0]?.["made"] !== true)
      problems.push("the further migration was not made");
    return "two of three nodes replaced, one after the other, while all went on";
  } finally {
    setTimeout(() => {
      rmSync(folder, { recursive: true, force: true });
    }, PATIENCE_S * 1_000).unref(); // once those who run from there are gone
  }
}

function first(nodes: readonly NodeProcess[]): NodeProcess {
  const [node] = nodes;
  if (node === undefined) throw new Error("There is no node.");
  return node;
}

function last(nodes: readonly NodeProcess[]): NodeProcess {
  return first(nodes.toReversed());
}

function urlOf({ port }: PostgresServer, database: string): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/${database}`;
}
