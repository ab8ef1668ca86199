import { createHash } from "node:crypto";
import pg from "pg";
import type { Client } from "../../support/graphql-client.ts";
import { API_KEY } from "../../support/server.ts";
import { type Service, startService, type Variables } from "../../support/service.ts";
import { beside, MASTER_KEY } from "./nodes.ts";

/** A node as a process of its own. */
export interface NodeProcess extends Service {
  /** Sends a signal, and waits for nothing. */
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** Nodes on one PostgreSQL, each a process with a data folder of its own; gone when disposed of. */
export class Cluster implements AsyncDisposable {
  readonly nodes: NodeProcess[] = [];
  private readonly opened = new AsyncDisposableStack();

  constructor(readonly databaseUrl: string) {}

  async start(others: Variables = {}, program?: readonly string[]): Promise<NodeProcess> {
    const { dataDir } = this.opened.use(beside({ databaseUrl: this.databaseUrl }));
    const variables = {
      PORT: "0",
      DATA_DIR: dataDir,
      DATABASE_URL: this.databaseUrl,
      MASTER_KEY,
      FIRST_API_KEY: API_KEY,
      WORKERS: "1",
      STOP_GRACE_S: "5",
      ...others,
    };
    const service = await startService(variables, [], program);
    const node = { ...service, signal: (signal: NodeJS.Signals) => void process.kill(service.pid, signal) };
    this.opened.use(service);
    this.nodes.push(node);
    return node;
  }

  startMany(count: number, others: Variables = {}): Promise<NodeProcess[]> {
    return Promise.all(Array.from({ length: count }, () => this.start(others)));
  }

  /** What goes when the nodes are gone. */
  keep<Kept extends AsyncDisposable>(kept: Kept): Kept {
    return this.opened.use(kept);
  }

  /** Reads the database beside the nodes. */
  readonly read = async <Row extends Record<string, unknown>>(sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  [Symbol.asyncDispose](): Promise<void> {
    return this.opened.disposeAsync();
  }
}

/** What is wrong with lines that have to be whole: each is finished once, and its bytes are those that its record tells. */
export async function lineProblems(client: Client, ids: readonly string[], read: Cluster["read"]): Promise<string[]> {
  const problems: string[] = [];
  for (const id of ids) {
    const status = await client.status(id);
    const data = await client.data(id);
    const sha256 = createHash("sha256")
      .update(Buffer.from(await data.arrayBuffer()))
      .digest("hex");
    if (sha256 !== status?.files.find(({ kind }) => kind === "DATA")?.sha256)
      problems.push(`the bytes of ${id} are not those of its record`);
  }
  const courses = await read<{ line: string; course: string }>(
    `select part.line_id as line, string_agg(record.status, ' ' order by record.sequence) as course
      from part join status_record record on record.part_id = part.id group by part.id`,
  );
  const known = new Map(courses.map(({ line, course }) => [line, course]));
  for (const id of ids) {
    const course = known.get(id) ?? "nothing";
    if (!/^requested started ended finished(?: analyzed)?$/.test(course)) problems.push(`${id} went by ${course}`);
  }
  return problems;
}
