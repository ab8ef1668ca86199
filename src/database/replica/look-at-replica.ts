// cspell:ignore walfile
import type { SqlEntityManager } from "@mikro-orm/sql";
import { keptStatement, runKept } from "../kept-statement.ts";
import type { Position } from "./freshness.ts";

/** A database of a server: replicas are byte for byte the same, ids included. */
export interface Identity {
  /** The server's, made with its files. */
  readonly system: string;
  readonly database: string;
  readonly name: string;
}

export interface ReplicaLook extends Identity {
  /** Null for a server that follows none. */
  readonly replayed: Position | null;
  /** Of the log that it follows. */
  readonly timeline: number;
}

/** Where a log ends, and which history of the server it is: each replica that takes over begins another one. */
export interface EndOfLog {
  readonly position: Position;
  readonly timeline: number;
}

const IDENTITY = `(select system_identifier::text from pg_control_system()) as system,
    (select oid::text from pg_database where datname = current_database()) as database, current_database() as name`;
const WHO = statement(`select ${IDENTITY}`);
// The receiver knows at once that the timeline is another one, and tells it whom pg_read_all_stats is granted; the others know it some time later.
const REPLICA = statement(
  `select ${IDENTITY}, case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::text end as replayed,
    greatest((select received_tli from pg_stat_wal_receiver), (select min_recovery_end_timeline from pg_control_recovery()),
      (select timeline_id from pg_control_checkpoint())) as timeline`,
);
/** A file of the log is named by its timeline first, in eight hexadecimal digits. */
const END = statement(
  `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as position,
    ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int as timeline`,
);

/** Of a replica that has gone on with a server that another one has taken over from. */
export const ASTRAY =
  "DATABASE_REPLICA_URL leads to a server that follows another timeline than DATABASE_URL's: after a failover, let it follow the server that has taken over.";

/** Which database it is. */
export async function identityOf(em: SqlEntityManager): Promise<Identity> {
  return only(await runKept<Identity>(em, WHO, []));
}

export async function lookAtReplica(em: SqlEntityManager): Promise<ReplicaLook> {
  const { replayed, ...others } = only(await runKept<AsText<ReplicaLook, "replayed">>(em, REPLICA, []));
  return { ...others, replayed: replayed === null ? null : BigInt(replayed) };
}

/** Where the log of a server that takes writes ends. */
export async function endOfLog(em: SqlEntityManager): Promise<EndOfLog> {
  const { position, timeline } = only(await runKept<AsText<EndOfLog, "position">>(em, END, []));
  return { position: BigInt(position), timeline };
}

/**
 * What speaks against reading from it in place of the database, as a sentence; null where nothing does.
 */
export function unfitness(replica: ReplicaLook, { system, database, name }: Identity): string | null {
  if (replica.system !== system)
    return "DATABASE_REPLICA_URL leads to another server's files than DATABASE_URL: set it to a streaming replica of that server, or leave it out.";
  if (replica.database !== database)
    return `DATABASE_REPLICA_URL leads to the database "${replica.name}", and DATABASE_URL to "${name}": name the same in both.`;
  if (replica.replayed === null)
    return "DATABASE_REPLICA_URL leads to a server that follows no other: set it to a streaming replica of DATABASE_URL's server, or leave it out.";
  return null;
}

/** A row as it comes: integers that may be large are text. */
type AsText<Row, Name extends keyof Row> = Omit<Row, Name> & {
  readonly [Each in Name]: string | Extract<Row[Each], null>;
};

function statement(text: string) {
  return keptStatement(() => text);
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error("The server says nothing of itself.");
  return row;
}
