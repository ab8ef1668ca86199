import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { startPostgres } from "../test/support/postgres-server.ts";
import { load, type Sent } from "./api/load.ts";
import { postgresqlOrders, sqliteOrders } from "./api/order-limits.ts";
import { serveBuilt, type Served, serveLimit } from "./api/service-process.ts";
import { DATABASE_FILE } from "../src/database/sqlite-files.ts";
import { inTurn, median, pairedRatio } from "./measure.ts";
import { atLeast, atMost, perSecond, type Row } from "./row.ts";

const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const CONNECTIONS = 32;
const STATUS = "query ($id: ID!) { tokens(id: $id) { id status { status progress } } }";
const LIST =
  "{ productionLines(first: 50) { edges { node { id alphabet { name chars } status { status progress } payment { id ident } } } } }";
const ORDER = 'mutation { requestTokens(input: {alphabet: "UPPER_EPCG30", digits: 12, size: 1000}) { id } }';

export interface ApiBench {
  readonly rounds: number;
  /** Of one contender's turn. */
  readonly ms: number;
  /** Of the row that is sustained. */
  readonly sustainedMs: number;
}

/** The way around the engine, by GraphQL and REST, each beside a limit in the same run. */
export async function apiRows(bench: ApiBench = { rounds: 5, ms: 1_500, sustainedMs: 60_000 }): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-bench-api-"));
  try {
    return [...(await sqliteRows(folder, bench)), ...(await postgresqlRows(folder, bench))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The service with fifty lines that are finished, and what is sent to it. */
interface Stage {
  readonly service: Served;
  readonly lineId: string;
  readonly sessionId: string;
  readonly typename: Sent;
  /** One for each line. */
  readonly statuses: readonly Sent[];
  readonly requested: readonly Sent[];
  readonly list: Sent;
  readonly order: Sent;
}

async function sqliteRows(folder: string, bench: ApiBench): Promise<Row[]> {
  const dataDir = join(folder, "sqlite");
  const file = join(dataDir, DATABASE_FILE);
  const environment = { DATA_DIR: dataDir, FIRST_API_KEY: API_KEY };
  await (await serveBuilt(environment))[Symbol.asyncDispose](); // which makes the database
  liftQuota(file);
  await using service = await serveBuilt(environment);
  const stage = await staged(service, (lineId) => sessionIn(file, lineId));
  const reads = await sqliteReads(stage, file, bench);
  const orders = await inTurn(bench.rounds, {
    taken: asked(service, [stage.order], bench),
    bare: () => sqliteOrders(file, stage.lineId, bench.ms),
  });
  const bare = { name: "a bare better-sqlite3 transaction, one commit each", speed: orders.bare, aim: 1 };
  return [
    ...reads,
    compared("orders of 1,000 tokens taken, 32 clients, SQLite", orders.taken, bare),
    ...(await sustainedRows(stage, file, bench.sustainedMs)),
  ];
}

async function sqliteReads({ service, ...stage }: Stage, file: string, bench: ApiBench): Promise<Row[]> {
  await using mercurius = await serveLimit("mercurius", { DATABASE_FILE: file, SESSION_ID: stage.sessionId });
  await using koa = await serveLimit("apollo-on-koa");
  const speeds = await inTurn(bench.rounds, {
    typename: asked(service, [stage.typename], bench),
    koaTypename: asked(koa, [stage.typename], bench),
    jitTypename: asked(mercurius, [stage.typename], bench),
    status: asked(service, stage.statuses, bench),
    jitStatus: asked(mercurius, stage.statuses, bench),
    requested: asked(service, stage.requested, bench),
    list: asked(service, [stage.list], bench),
  });
  const jit = { name: "mercurius + graphql-jit", speed: speeds.jitTypename, aim: 0.5 };
  const jitStatus = { name: "mercurius + graphql-jit over one prepared statement", speed: speeds.jitStatus, aim: 0.5 };
  const onKoa = (aim: number) => ({ name: "`{ __typename }` by Apollo on Koa", speed: speeds.koaTypename, aim });
  return [
    compared("`{ __typename }` by POST, 32 connections", speeds.typename, jit),
    compared("a line's status, SQLite", speeds.status, onKoa(0.6)),
    compared("the same", speeds.status, jitStatus),
    compared("`GET /api/tokens/<id>/requested`", speeds.requested, {
      name: "a line's status",
      speed: speeds.status,
      aim: 0.9,
    }),
    compared("50 lines with alphabet, status, payment", speeds.list, onKoa(0.12)),
  ];
}

/** Sends these in turn. */
function asked({ port }: Served, sent: readonly Sent[], { ms }: ApiBench): () => Promise<number> {
  return async () => (await load(port, { next: inOrder(sent), connections: CONNECTIONS, ms })).perSecond;
}

function inOrder(sent: readonly Sent[]): () => Sent {
  let count = 0;
  return () => {
    const next = sent[count % sent.length];
    if (next === undefined) throw new Error("There is nothing to send.");
    count += 1;
    return next;
  };
}

/** Orders for a time, while somebody asks for a status, and how many of them are finished at its end. */
async function sustainedRows({ service, order, statuses }: Stage, file: string, ms: number): Promise<Row[]> {
  const database = new Sqlite(file, { readonly: true });
  const finished = () =>
    database.prepare<[], { n: number }>("select count(*) n from part where status = 'finished'").get()?.n ?? NaN;
  let before = -1;
  while (before !== finished()) {
    before = finished(); // what was ordered before is to be done first
    await pause(500);
  }
  const [, asked] = await Promise.all([
    load(service.port, { next: () => order, connections: CONNECTIONS, ms }),
    load(service.port, { next: inOrder(statuses), connections: 1, ms }),
  ]);
  const rate = ((finished() - before) * 1000) / ms;
  database.close();
  return [
    {
      what: `the same, taken and finished, for ${ms / 1000} s`,
      figure: perSecond(rate, "orders"),
      against: "orders a second",
      ...atLeast(rate, 500),
    },
    {
      what: "a status read meanwhile",
      figure: `${asked.p99Ms.toFixed(1)} ms at p99`,
      against: "milliseconds",
      ...atMost(asked.p99Ms, 50),
    },
  ];
}

async function postgresqlRows(folder: string, bench: ApiBench): Promise<Row[]> {
  await using server = await startPostgres({ isSafe: true });
  const url = `postgres://postgres@127.0.0.1:${server.port}/postgres`;
  await using service = await serveBuilt({
    DATA_DIR: join(folder, "postgresql"),
    DATABASE_URL: url,
    FIRST_API_KEY: API_KEY,
  });
  const stage = await staged(service, (lineId) => sessionAt(url, lineId));
  await using mercurius = await serveLimit("mercurius", { DATABASE_URL: url, SESSION_ID: stage.sessionId });
  const speeds = await inTurn(bench.rounds, {
    status: asked(service, stage.statuses, bench),
    limit: asked(mercurius, stage.statuses, bench),
  });
  const orders = await inTurn(bench.rounds, {
    taken: asked(service, [stage.order], bench),
    bare: () => postgresqlOrders(url, stage.lineId, { clients: CONNECTIONS, ms: bench.ms }),
  });
  return [
    compared("a line's status, PostgreSQL", speeds.status, {
      name: "mercurius + graphql-jit over one prepared statement of pg",
      speed: speeds.limit,
      aim: 0.5,
    }),
    compared("orders of 1,000 tokens taken, 32 clients, PostgreSQL", orders.taken, {
      name: "the same rows by pg",
      speed: orders.bare,
      aim: 0.5,
    }),
  ];
}

async function staged(service: Served, sessionOf: (lineId: string) => Promise<string>): Promise<Stage> {
  const post = (query: string, headers: Record<string, string> = {}, variables = {}): Sent => ({
    method: "POST",
    path: "/graphql",
    headers,
    body: { query, variables },
  });
  const opened = await answered(service, post("mutation { openSession { key } }", { "Api-Key": API_KEY }));
  const key = { "Session-Key": (opened as { openSession: { key: string } }).openSession.key };
  const order = post(ORDER, key);
  const ids: string[] = [];
  while (ids.length < 50)
    ids.push(((await answered(service, order)) as { requestTokens: { id: string } }).requestTokens.id);
  const statuses = ids.map((id) => post(STATUS, key, { id }));
  for (const status of statuses) await finished(service, status);
  const requested = ids.map((id): Sent => ({ method: "GET", path: `/api/tokens/${id}/requested`, headers: key }));
  const lineId = ids[0] ?? "";
  return {
    service,
    lineId,
    sessionId: await sessionOf(lineId),
    typename: post("{ __typename }"),
    statuses,
    requested,
    list: post(LIST, key),
    order,
  };
}

async function finished(service: Served, status: Sent): Promise<void> {
  for (;;) {
    const { tokens } = (await answered(service, status)) as { tokens: { status: { status: string } } };
    if (tokens.status.status === "FINISHED") return;
    await pause(20);
  }
}

async function answered({ port }: Served, { path, headers, body }: Sent): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: { message: string }[] }; // as GraphQL has it
  if (errors?.[0]) throw new Error(errors[0].message);
  return data;
}

/** A minute's orders are more lines than the agreement lets a customer have open. */
function liftQuota(file: string): void {
  const database = new Sqlite(file);
  database.prepare("update customer set quotas = ?").run(JSON.stringify({ openLines: 1e9 }));
  database.close();
}

const SESSION_OF = "select session_id from line where id = $1";

function sessionIn(file: string, lineId: string): Promise<string> {
  const database = new Sqlite(file, { readonly: true });
  const row = database.prepare<[string], { session_id: string }>(SESSION_OF.replace("$1", "?")).get(lineId);
  database.close();
  return Promise.resolve(row?.session_id ?? "");
}

async function sessionAt(url: string, lineId: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ session_id: string }>(SESSION_OF, [lineId]);
  await client.end();
  return rows[0]?.session_id ?? "";
}

function compared(
  what: string,
  speed: readonly number[],
  limit: { readonly name: string; readonly speed: readonly number[]; readonly aim: number },
): Row {
  return {
    what,
    figure: perSecond(median(speed), "answers"),
    against: `${limit.name} at ${perSecond(median(limit.speed), "answers")}: ratio`,
    ...atLeast(pairedRatio(speed, limit.speed), limit.aim),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
