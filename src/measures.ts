import type { OperationCounts } from "./graphql/operation-counts.ts";
import type { RequestCounts } from "./http/request-counts.ts";
import type { SocketRegistry } from "./http/socket-registry.ts";
import type { Runtime } from "./lib/runtime.ts";
import { version } from "./lib/version.ts";
import { recentReading } from "./metrics/recent-reading.ts";
import type { Measure, Sample } from "./metrics/write-metrics.ts";
import { readStock } from "./production/records/stock.ts";
import type { Capabilities } from "./start-production.ts";

/** What the faces have counted. */
export interface FaceCounts {
  readonly requests: RequestCounts;
  readonly operations: OperationCounts;
  /** Requests that have failed by a fault of the service's. */
  faults: number;
}

/** Several may ask within one interval of theirs. */
const STOCK_AGE_MS = 10_000;
const STOCK_PATIENCE_MS = 2_000;

/** Everything that `/metrics` tells, but for the process itself. */
export function measures(
  capabilities: Capabilities,
  { counts, registry, runtime }: { counts: FaceCounts; registry: SocketRegistry; runtime: Runtime },
): Measure[] {
  return [
    {
      name: "tokenworks_build_info",
      help: "1, with the version that runs.",
      kind: "gauge",
      labels: ["version"],
      read: () => [{ labels: { version: version() }, value: 1 }],
    },
    ...ofRequests(counts, { ...capabilities, registry }),
    ...ofProduction(capabilities, runtime),
    ...ofDatabase(capabilities),
  ];
}

function ofRequests(
  counts: FaceCounts,
  { events, registry }: Pick<Capabilities, "events"> & { readonly registry: SocketRegistry },
): Measure[] {
  const counted = (all: readonly { labels: Readonly<Record<string, string>>; count: number }[]) =>
    all.map(({ labels, count }): Sample => ({ labels, value: count }));
  return [
    {
      name: "tokenworks_http_requests_total",
      help: "Requests that were answered, by method, address and status.",
      kind: "counter",
      labels: ["method", "route", "status"],
      read: () => counted(counts.requests.all()),
    },
    {
      name: "tokenworks_graphql_operations_total",
      help: "Operations that clients have run over HTTP, WebSocket and event streams, by type and root field.",
      kind: "counter",
      labels: ["type", "field"],
      read: () => counted(counts.operations.all()),
    },
    counter(
      "tokenworks_faults_total",
      "Requests that have failed by a fault of the service's, as the log tells.",
      () => counts.faults,
    ),
    gauge("tokenworks_connections", "WebSockets and event streams that are open.", () => registry.open),
    gauge("tokenworks_listeners", "Subscriptions and event streams that follow lines.", () => events.open),
  ];
}

function ofProduction({ database, made, pool }: Capabilities, runtime: Runtime): Measure[] {
  const read = () => readStock(database, runtime.now);
  const stock = recentReading({ read, maxAgeMs: STOCK_AGE_MS, patienceMs: STOCK_PATIENCE_MS, runtime });
  return [
    counter("tokenworks_tokens_total", "Tokens that the productions of this node have made.", () => made.tokens),
    counter("tokenworks_token_bytes_total", "Bytes of the text of these tokens.", () => made.bytes),
    gauge(
      "tokenworks_lines",
      "Lines that are not deleted; the same on every node.",
      async () => (await stock())?.lines,
    ),
    {
      name: "tokenworks_parts",
      help: "Parts of these lines, by status; the same on every node.",
      kind: "gauge",
      labels: ["status"],
      read: async () =>
        ((await stock())?.parts ?? []).map(({ status, count }) => ({ labels: { status }, value: count })),
    },
    gauge(
      "tokenworks_queue_parts",
      "Parts that are still to be made or analysed; the same on every node.",
      async () => (await stock())?.unfinished,
    ),
    gauge(
      "tokenworks_queue_oldest_seconds",
      "How long ago the oldest of these parts was ordered; the same on every node.",
      async () => (await stock())?.oldestSeconds,
    ),
    gauge("tokenworks_generator_threads", "Threads that make tokens.", () => pool.workers),
    {
      name: "tokenworks_generator_tasks",
      help: "Tasks that these threads have (running), and those that wait for one (waiting).",
      kind: "gauge",
      labels: ["state"],
      read: () => byState(pool.load()),
    },
  ];
}

function ofDatabase({ database: { vitals }, nodes, clock, versions, replica }: Capabilities): Measure[] {
  return [
    {
      name: "tokenworks_database_condition",
      help: "1 for how the database was last seen: well; read-only, which takes no writes; or away.",
      kind: "gauge",
      labels: ["condition"],
      read: () =>
        (["well", "read-only", "away"] as const).map((condition) => ({
          labels: { condition },
          value: vitals.condition === condition ? 1 : 0,
        })),
    },
    {
      name: "tokenworks_database_pool",
      help: "Connections to PostgreSQL for requests: open ones, idle ones among them, and who waits for one.",
      kind: "gauge",
      labels: ["state"],
      read: () => byState(vitals.pool?.() ?? {}),
    },
    {
      name: "tokenworks_session_reads_total",
      help: "Reads of a session's lines, by who has answered them: the replica, or the primary in its place. Absent without a replica.",
      kind: "counter",
      labels: ["server"],
      read: () => Object.entries(replica?.counts ?? {}).map(([server, value]) => ({ labels: { server }, value })),
    },
    gauge(
      "tokenworks_nodes",
      "Nodes that share the database, this one included, as this one sees them.",
      () => nodes?.count() ?? 1,
    ),
    gauge(
      "tokenworks_other_versions",
      "Versions of other nodes on the database that are not this one's; 0 is right.",
      () => versions.all().length,
    ),
    gauge(
      "tokenworks_clock_offset_seconds",
      "By how much the database's clock is ahead of this machine's.",
      () => clock.offsetMs() / 1_000,
    ),
  ];
}

function byState(values: object): Sample[] {
  return Object.entries(values as Record<string, number>).map(([state, value]) => ({ labels: { state }, value })); // both that are asked hold numbers alone
}

type Value = number | undefined;

function gauge(name: string, help: string, value: () => Value | Promise<Value>): Measure {
  return { name, help, kind: "gauge", read: () => only(value) };
}

function counter(name: string, help: string, value: () => Value): Measure {
  return { name, help, kind: "counter", read: () => only(value) };
}

async function only(read: () => Value | Promise<Value>): Promise<Sample[]> {
  const value = await read();
  return value === undefined ? [] : [{ value }];
}
