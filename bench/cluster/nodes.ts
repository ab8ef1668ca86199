import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { PostgresServer } from "../../test/support/postgres-server.ts";
import { serveBuilt, type Served } from "../api/service-process.ts";
import { graphql } from "../client.ts";

const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

/** Jobs that are queued from now on are for later. */
const HOLD_BACK = `
  create function bench_later() returns trigger language plpgsql as $$ begin new.start_after := now() + interval '1 hour'; return new; end $$;
  create trigger bench_later before insert on pgboss.job_common for each row execute function bench_later()`;
/** They are for now, all at once. */
const LET_GO = `
  drop trigger bench_later on pgboss.job_common; drop function bench_later; update pgboss.job_common set start_after = now()`;

/** Nodes of the built service, each with one worker, on a new database of one server. */
export class BenchNodes implements AsyncDisposable {
  private constructor(
    readonly served: readonly Served[],
    /** Those of a session. */
    readonly headers: Readonly<Record<string, string>>,
    /** To the database, beside the nodes. */
    readonly database: pg.Client,
    private readonly opened: AsyncDisposableStack,
  ) {}

  /** @param replica which they read from, unless there is none. */
  static async start(server: PostgresServer, count: number, replica?: PostgresServer): Promise<BenchNodes> {
    await using opening = new AsyncDisposableStack();
    const name = `nodes_${randomBytes(4).toString("hex")}`;
    const root = await connected(`postgres://postgres@127.0.0.1:${server.port}/postgres`, opening);
    await root.query(`create database ${name}`);
    const databaseUrl = ({ port }: PostgresServer) => `postgres://postgres@127.0.0.1:${port}/${name}`;
    const url = databaseUrl(server);
    const database = await connected(url, opening);
    const reading = replica && { DATABASE_REPLICA_URL: databaseUrl(replica) };
    const MASTER_KEY = randomBytes(32).toString("base64");
    const served: Served[] = [];
    for (let at = 0; at < count; at += 1) {
      const DATA_DIR = mkdtempSync(join(tmpdir(), "tokenworks-bench-node-"));
      opening.defer(() => {
        rmSync(DATA_DIR, { recursive: true, force: true });
      });
      const environment = { DATA_DIR, DATABASE_URL: url, MASTER_KEY, FIRST_API_KEY: API_KEY, WORKERS: "1", ...reading };
      served.push(opening.use(await serveBuilt(environment)));
    }
    const [first] = served;
    const session = await graphql(urlOf(first), { "Api-Key": API_KEY }, "mutation { openSession { key } }");
    const headers = { "Session-Key": (session as { openSession: { key: string } }).openSession.key };
    return new BenchNodes(served, headers, database, opening.move());
  }

  get urls(): string[] {
    return this.served.map(urlOf);
  }

  /** Reads one row. */
  async read<Row extends pg.QueryResultRow>(sql: string): Promise<Row> {
    const [row] = (await this.database.query<Row>(sql)).rows;
    if (row === undefined) throw new Error(`No row: ${sql}`);
    return row;
  }

  /** Orders so many lines, at all nodes in turn, and waits until they are finished. @returns seconds from the first order to the last end. */
  async produce(lines: number, size: number): Promise<number> {
    const startedMs = performance.now();
    await this.order(lines, size);
    await this.idle();
    return (performance.now() - startedMs) / 1_000;
  }

  /** Orders so many lines, at all nodes at once. */
  async order(lines: number, size: number): Promise<void> {
    const order = `mutation { requestTokens(input: {alphabet: "UPPER_EPCG30", digits: 12, size: ${size}}) { id } }`;
    const urls = this.urls;
    await Promise.all(
      urls.map(async (url, at) => {
        for (let line = at; line < lines; line += urls.length) await graphql(url, this.headers, order);
      }),
    );
  }

  /** Orders so many lines, of which none is begun before all are ordered. */
  async orderBeforehand(lines: number, size: number): Promise<void> {
    await this.database.query(HOLD_BACK);
    await this.order(lines, size);
    await this.database.query(LET_GO);
  }

  /** Lines that are not finished. */
  async unfinished(): Promise<number> {
    return (await this.read<{ n: number }>("select count(*)::int as n from part where status <> 'finished'")).n;
  }

  /** Waits until all of them are. */
  async idle(): Promise<void> {
    while ((await this.unfinished()) > 0) await pause(50);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.opened.disposeAsync();
  }
}

async function connected(connectionString: string, opened: AsyncDisposableStack): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  opened.defer(() => client.end());
  return client;
}

function urlOf(served: Served | undefined): string {
  return `http://127.0.0.1:${served?.port}`;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
