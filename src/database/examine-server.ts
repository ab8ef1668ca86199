import pg from "pg";
import { OperatorError } from "../errors.ts";
import { directUrlOf } from "./one-process.ts";
import { postgresqlConfig, SERVING } from "./postgresql-config.ts";
import type { ServerLocation } from "./profile.ts";

/** `FOR UPDATE SKIP LOCKED`, JSON and the rest are older; below this nobody tests. */
const OLDEST = 140_000;
/** A node that has not been heard of for so long is not there. */
export const ALIVE = "heartbeat > clock_timestamp() - interval '10 s'";

interface Server {
  readonly version: number;
  readonly shown: string;
  readonly user: string;
  readonly schema: string | null;
  readonly mayCreate: boolean | null;
  readonly mayCreateSchemas: boolean;
  readonly hasJobs: boolean;
  readonly hasMigrations: boolean;
  readonly hasNodes: boolean;
  readonly foreignTable: string | null;
}

const LOOK = `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown, current_user as user,
  current_schema() as schema, has_schema_privilege(current_schema(), 'create') as "mayCreate",
  has_database_privilege(current_database(), 'create') as "mayCreateSchemas", to_regnamespace('pgboss') is not null as "hasJobs",
  to_regclass('mikro_orm_migrations') is not null as "hasMigrations", to_regclass('node') is not null as "hasNodes",
  (select tablename from pg_tables where schemaname = current_schema() order by tablename limit 1) as "foreignTable"`;

/**
 * Looks at a PostgreSQL database before anything is done to it.
 *
 * @throws {OperatorError} where it cannot serve, with what would be right.
 */
export async function examineServer(location: ServerLocation, version: string): Promise<void> {
  const [client, other] = [clientOf(location), clientOf(location)];
  try {
    await Promise.all([client.connect(), other.connect()]);
    await refusePooler(client, other);
    const { rows } = await client.query<Server>(LOOK);
    const [server] = rows;
    if (server === undefined) throw new Error("The server says nothing of itself.");
    refuseServer(server);
    if (server.hasMigrations) await refuseForeign(client);
    if (server.hasNodes) await refuseOtherVersions(client, version);
  } finally {
    await Promise.all([client.end(), other.end()]);
  }
}

function clientOf(location: ServerLocation): pg.Client {
  const client = new pg.Client(postgresqlConfig(directUrlOf(location), SERVING));
  client.on("error", () => undefined); // whoever uses it gets the error as well
  return client;
}

/** Two connections that are one behind the pooler are nobody's own. */
async function refusePooler(client: pg.Client, other: pg.Client): Promise<void> {
  const pids: number[] = [];
  for (const each of [client, other, client]) {
    const { rows } = await each.query<{ pid: number }>("select pg_backend_pid() as pid");
    pids.push(rows[0]?.pid ?? 0);
  }
  const [first, second, again] = pids;
  if (first === second || first !== again)
    throw new OperatorError(
      "DATABASE_URL leads to a pooler that lends connections for a transaction only, so nodes could not hear of each other: set DATABASE_DIRECT_URL to the server itself, or to a pooler by session.",
    );
}

function refuseServer(server: Server): void {
  const { version, shown, user, schema, hasMigrations } = server;
  if (version < OLDEST)
    throw new OperatorError(`The database's server is PostgreSQL ${shown}; Tokenworks needs 14 or newer.`);
  if (schema === null)
    throw new OperatorError(
      `The user ${user} of DATABASE_URL has no schema in this database: create one, or set its search_path.`,
    );
  if (!hasMigrations && server.foreignTable !== null)
    throw new OperatorError(
      `The database belongs to another program (it has a table "${server.foreignTable}"): give Tokenworks a database of its own.`,
    );
  if (!server.mayCreate && !hasMigrations)
    throw new OperatorError(
      `The user ${user} of DATABASE_URL may not create tables: grant it "create" on the schema ${schema}.`,
    );
  if (!server.mayCreateSchemas && !server.hasJobs)
    throw new OperatorError(
      `The user ${user} of DATABASE_URL may not create the schema of the jobs: grant it "create" on the database.`,
    );
}

/** Other programs name their migrations by the same library. */
async function refuseForeign(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select name from mikro_orm_migrations order by id limit 1");
  const first = rows[0]?.name;
  if (first !== undefined && first !== "0001-first-tables")
    throw new OperatorError(
      `The database belongs to another program (its first migration is "${first}"): give Tokenworks a database of its own.`,
    );
}

async function refuseOtherVersions(client: pg.Client, version: string): Promise<void> {
  const { rows } = await client.query<{ version: string; address: string | null }>(
    `select version, address from node where version <> $1 and ${ALIVE} limit 1`,
    [version],
  );
  const [other] = rows;
  if (other !== undefined)
    throw new OperatorError(
      `This is Tokenworks ${version}, but ${other.version} runs on this database${other.address === null ? "" : ` at ${other.address}`}: stop all nodes of the one version before the first of the other is started.`,
    );
}
