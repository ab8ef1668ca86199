import { availableParallelism } from "node:os";
import { WebSocket } from "ws";
import { type PostgresServer, startPostgres } from "../test/support/postgres-server.ts";
import { load } from "./api/load.ts";
import { graphql } from "./client.ts";
import { BenchNodes, pause } from "./cluster/nodes.ts";
import { shareOfACore } from "./cluster/share-of-a-core.ts";
import { atLeast, atMost, type Row } from "./row.ts";

const LINES = 400;
const TOKENS = 100_000;
const COUNTS = [1, 2, 4] as const;
/** One after the other, on nodes that have nothing else to do. */
const ORDERS = 200;
/** Orders of which nothing is measured: the code of a new process is slower. */
const WARM_UP = 100;
const READS_MS = 4_000;
const CONNECTIONS = 16;
const ORDER = 'mutation { requestTokens(input: {alphabet: "UPPER_EPCG30", digits: 12, size: 1000}) { id } }';

/** Nodes on one PostgreSQL, all on this machine: what more of them bring, and what a line costs the database. */
export async function clusterRows(): Promise<Row[]> {
  await using server = await startPostgres({
    isSafe: true,
    settings: ["shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=top"],
  });
  await using replica = await server.replicate();
  return [
    ...(await scaleRows(server)),
    ...(await costRows(server)),
    ...(await replicaRows(server, replica)),
    ...(await delayRows(server)),
  ];
}

interface Speed {
  readonly linesPerSecond: number;
  readonly readsPerSecond: number;
}

/** Each node has a quarter of a core. */
async function scaleRows(server: PostgresServer): Promise<Row[]> {
  const speeds: Speed[] = [];
  for (const count of COUNTS) speeds.push(await speedOf(server, count));
  const [one, two, four] = speeds as [Speed, Speed, Speed]; // one for each count
  const cores = `a quarter of a core each, of ${availableParallelism()}, which PostgreSQL and the clients share`;
  const figures = (of: (speed: Speed) => number) => speeds.map((speed) => of(speed).toFixed(1)).join(", ");
  return [
    {
      what: `${LINES} lines of ${TOKENS} tokens by 1, 2 and 4 nodes, ${cores}`,
      figure: `${figures((speed) => speed.linesPerSecond)} lines/s`,
      against: `4 nodes to 1; 2 to 1: ${(two.linesPerSecond / one.linesPerSecond).toFixed(2)}`,
      ...atLeast(four.linesPerSecond / one.linesPerSecond, 3.2),
    },
    {
      what: "status reads by 1, 2 and 4 of them",
      figure: `${figures((speed) => speed.readsPerSecond)} a second`,
      against: `4 nodes to 1; 2 to 1: ${(two.readsPerSecond / one.readsPerSecond).toFixed(2)}`,
      ...atLeast(four.readsPerSecond / one.readsPerSecond, 3.2),
    },
  ];
}

async function speedOf(server: PostgresServer, count: number): Promise<Speed> {
  await using nodes = await BenchNodes.start(server, count);
  await nodes.produce(20, TOKENS); // a warm-up
  // Orders of one customer follow one another, and one whose node is stopped in its middle would keep all others waiting: so they come before.
  await nodes.orderBeforehand(LINES, TOKENS);
  const stop = shareOfACore(nodes.served.map(({ child }) => child));
  try {
    const lines = await nodes.unfinished();
    const startedMs = performance.now();
    await nodes.idle();
    const seconds = (performance.now() - startedMs) / 1_000;
    return { linesPerSecond: lines / seconds, readsPerSecond: await readsPerSecond(nodes, await ordered(nodes)) };
  } finally {
    stop();
  }
}

async function ordered({ urls, headers }: BenchNodes): Promise<string> {
  const made = await graphql(urls[0] ?? "", headers, ORDER);
  return (made as { requestTokens: { id: string } }).requestTokens.id;
}

/** By clients of every node at once. */
async function readsPerSecond({ served, headers }: BenchNodes, id: string, connections = CONNECTIONS): Promise<number> {
  const query = "query ($id: ID!) { tokens(id: $id) { id status { status progress } } }";
  const sent = { method: "POST", path: "/graphql", headers, body: { query, variables: { id } } } as const;
  const answered = await Promise.all(
    served.map(({ port }) => load(port, { next: () => sent, connections, ms: READS_MS })),
  );
  return answered.reduce((sum, { perSecond }) => sum + perSecond, 0);
}

interface Cost {
  readonly statements: number;
  readonly walBytes: number;
  /** For which the server executes statements: parsing, planning and the network come on top. */
  readonly ms: number;
}

/** What one line costs the database, from its order to its end. */
async function costRows(server: PostgresServer): Promise<Row[]> {
  await using nodes = await BenchNodes.start(server, 1);
  await nodes.database.query("create extension pg_stat_statements");
  await nodes.produce(20, TOKENS);
  const idle = await costOf(nodes, rested);
  const costOfLines = (lines: number, size: number) =>
    costOf(nodes, async () => ({ lines, seconds: await nodes.produce(lines, size) }), idle);
  const small = await costOfLines(100, TOKENS);
  const large = await costOfLines(100, 2 * TOKENS);
  return [
    {
      what: `what a line of ${TOKENS} tokens costs PostgreSQL`,
      figure: `${small.statements.toFixed(1)} statements, ${(small.walBytes / 1024).toFixed(1)} KiB of WAL, ${small.ms.toFixed(1)} ms of execution`,
      against: `one of ${2 * TOKENS}: ${large.statements.toFixed(1)} and ${(large.walBytes / 1024).toFixed(1)} KiB; ratio of the WAL`,
      ...atMost(large.walBytes / small.walBytes, 1.2),
    },
  ];
}

/** What the server that takes writes has to do for a status read, with a replica and without: one client, so that no two reads share a statement. */
async function replicaRows(server: PostgresServer, replica: PostgresServer): Promise<Row[]> {
  const without = await statementsOfARead(await BenchNodes.start(server, 1));
  const beside = await statementsOfARead(await BenchNodes.start(server, 1, replica));
  return [
    {
      what: "statements of PostgreSQL for a status read, the replica's not counted",
      figure: `${beside.toFixed(2)} with a replica, ${without.toFixed(2)} without`,
      against: "with to without",
      ...atMost(beside / without, 0.6),
    },
  ];
}

async function statementsOfARead(started: BenchNodes): Promise<number> {
  await using nodes = started;
  const id = await ordered(nodes);
  await readsPerSecond(nodes, id, 1); // the replica has caught up with the order by then
  await nodes.database.query("create extension pg_stat_statements");
  const idle = await costOf(nodes, rested);
  let reads = 0;
  const { statements } = await costOf(
    nodes,
    async () => {
      reads = (await readsPerSecond(nodes, id, 1)) * (READS_MS / 1_000);
      return { lines: 1, seconds: READS_MS / 1_000 };
    },
    idle,
  );
  return statements / reads;
}

/** Five seconds in which nothing happens. */
async function rested(): Promise<{ readonly lines: number; readonly seconds: number }> {
  await pause(5_000);
  return { lines: 1, seconds: 5 };
}

/** @param idle what five seconds cost in which nothing happens. */
async function costOf(
  nodes: BenchNodes,
  work: () => Promise<{ readonly lines: number; readonly seconds: number }>,
  idle: Cost = { statements: 0, walBytes: 0, ms: 0 },
): Promise<Cost> {
  const look = () =>
    nodes.read<{ calls: number; wal: number; ms: number }>(
      `select sum(calls)::float8 as calls, sum(total_exec_time)::float8 as ms, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as wal
        from pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database()`,
    );
  const before = await look();
  const { lines, seconds } = await work();
  const after = await look();
  const share = seconds / 5;
  return {
    statements: (after.calls - before.calls - idle.statements * share) / lines,
    walBytes: (after.wal - before.wal - idle.walBytes * share) / lines,
    ms: (after.ms - before.ms - idle.ms * share) / lines,
  };
}

/** On two nodes that have nothing else to do: how soon a part is begun, and how soon the other node's listener is told of its end. */
async function delayRows(server: PostgresServer): Promise<Row[]> {
  await using nodes = await BenchNodes.start(server, 2);
  const [orderedAt = "", followedAt = ""] = nodes.urls;
  const told = new Map<string, number>();
  const listener = await follow(followedAt, nodes.headers, (id, ms) => told.set(id, ms));
  const order = async (count: number) => {
    told.clear();
    for (let made = 0; made < count; made += 1) {
      await graphql(orderedAt, nodes.headers, ORDER);
      await pause(20);
    }
    while (told.size < count) await pause(50);
  };
  await order(WARM_UP);
  const { at: since } = await nodes.read<{ at: Date }>("select now() as at");
  await order(ORDERS);
  listener.close();
  const starts = await nodes.database.query<{ ms: number }>(
    `select extract(epoch from started.at - requested.at)::float8 * 1000 as ms from status_record requested
      join status_record started on started.part_id = requested.part_id and started.status = 'started' where requested.status = 'requested' and requested.at > $1`,
    [since],
  );
  const begun = starts.rows.map(({ ms }) => ms);
  const delays = [...told.values()];
  return [
    {
      what: "from an order to the start of its production, two idle nodes",
      figure: `median ${percentile(begun, 0.5).toFixed(1)} ms, p99 ${percentile(begun, 0.99).toFixed(1)} ms`,
      against: "milliseconds at p99",
      ...atMost(percentile(begun, 0.99), 250),
    },
    {
      what: "from the commit of a status to a socket of the other node",
      figure: `median ${percentile(delays, 0.5).toFixed(1)} ms, p99 ${percentile(delays, 0.99).toFixed(1)} ms`,
      against: "milliseconds at p99",
      ...atMost(percentile(delays, 0.99), 50),
    },
  ];
}

const FOLLOW = "subscription { productions { tokens { id } status { status timestamps { finished } } } }";

/** Follows all lines of the session. @param onEnd told a line's id, and how many milliseconds after its end. */
async function follow(
  url: string,
  headers: Readonly<Record<string, string>>,
  onEnd: (id: string, ms: number) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const ready = Promise.withResolvers<undefined>();
  socket.on("error", ready.reject);
  socket.on("open", () => {
    socket.send(JSON.stringify({ type: "connection_init", payload: headers }));
  });
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    if (text.includes('"type":"connection_ack"')) {
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: FOLLOW } }));
      ready.resolve(undefined);
      return;
    }
    const id = /"id":"([0-9a-f-]{36})"/.exec(text)?.[1];
    const finished = /"finished":"([^"]+)"/.exec(text)?.[1];
    if (id !== undefined && finished !== undefined) onEnd(id, Date.now() - Date.parse(finished));
  });
  await ready.promise;
  await pause(500); // the subscription is there
  return socket;
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
}
