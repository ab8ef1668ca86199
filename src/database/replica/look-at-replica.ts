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
}

const IDENTITY = `(select system_identifier::text from pg_control_system()) as system,
    (select oid::text from pg_database where datname = current_database()) as database, current_database() as name`;
const WHO = statement(`select ${IDENTITY}`);
const REPLICA = statement(
  `select ${IDENTITY}, case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::text end as replayed`,
);
const END = statement(`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as position`);

/** Which database it is. */
export async function identityOf(em: SqlEntityManager): Promise<Identity> {
  return only(await runKept<Identity>(em, WHO, []));
}

export async function lookAtReplica(em: SqlEntityManager): Promise<ReplicaLook> {
  const { replayed, ...identity } = only(
    await runKept<Identity & { readonly replayed: string | null }>(em, REPLICA, []),
  );
  return { ...identity, replayed: replayed === null ? null : BigInt(replayed) };
}

/** Where the log of a server that takes writes ends. */
export async function endOfLog(em: SqlEntityManager): Promise<Position> {
  return BigInt(only(await runKept<{ readonly position: string }>(em, END, [])).position);
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

function statement(text: string) {
  return keptStatement(() => text);
}

function only<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error("The server says nothing of itself.");
  return row;
}
