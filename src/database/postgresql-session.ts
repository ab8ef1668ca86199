import type { QueryResult, TransactionSettings } from "kysely";
import pg from "pg";
import { CONNECTION_LOST } from "../lib/passing-fault.ts";
import type { Session } from "./steady-driver.ts";
import type { Vitals } from "./vitals.ts";

/** Statements that a database which takes no writes still answers. */
const READS = /^\s*(?:select|with|begin|rollback|savepoint|release)\b/i;
/** Commands whose rows were changed. */
const CHANGES: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);
/** The server has ended the connection with these: shutdowns, and time-outs of the connection itself. */
const ENDED = /^(?:08|57P0|25P03)/;

/** A connection of the pool in the hands of a caller. One that has failed, or is left in a transaction, is thrown away and not given back. */
export class PostgresqlSession implements Session {
  private isBroken = false;
  private isReleased = false;
  private isInTransaction = false;
  private hasWritten = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly vitals: Vitals,
  ) {}

  async executeQuery<R>({
    sql,
    parameters = [],
  }: {
    readonly sql: string;
    readonly parameters?: readonly unknown[];
  }): Promise<QueryResult<R>> {
    const isRead = READS.test(sql);
    try {
      const { command, rowCount, rows } = await this.client.query<Record<string, unknown>>(toQuery(sql, parameters));
      const hasChanged = !isRead && (rowCount ?? 0) > 0; // one that finds nothing to change says nothing of the disk
      this.hasWritten ||= hasChanged;
      this.vitals.succeeded(hasChanged && !this.isInTransaction ? "write" : "read");
      return {
        rows: rows as R[] /* whoever asks knows them */,
        ...(CHANGES.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }),
      };
    } catch (cause) {
      const fault = this.faultOf(cause);
      this.vitals.failed(isRead || this.isBroken ? "read" : "write", fault);
      throw fault;
    }
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error("The database is not read by streams.");
  }

  /** A connection that cannot begin is thrown away at once: Kysely does not give it back. */
  async begin({ isolationLevel }: TransactionSettings): Promise<void> {
    try {
      await this.executeQuery({
        sql: isolationLevel === undefined ? "begin" : `begin isolation level ${isolationLevel}`,
      });
      this.isInTransaction = true;
      this.hasWritten = false;
    } catch (fault) {
      this.discard();
      throw fault;
    }
  }

  /** Whether a commit that failed has been made nobody can tell here; the connection is thrown away. */
  async commit(): Promise<void> {
    const { hasWritten } = this;
    try {
      await this.executeQuery({ sql: "commit" });
      this.isInTransaction = false;
      if (hasWritten) this.vitals.succeeded("write");
    } catch (fault) {
      this.discard();
      throw fault;
    }
  }

  /** Without its connection the server rolls a transaction back itself. */
  async rollback(): Promise<void> {
    if (this.isReleased) return;
    try {
      await this.executeQuery({ sql: "rollback" });
      this.isInTransaction = false;
    } catch {
      this.discard();
    }
  }

  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    this.client.release(this.isBroken || this.isInTransaction);
  }

  private discard(): void {
    this.isBroken = true;
    this.release();
  }

  private faultOf(cause: unknown): unknown {
    if (cause instanceof pg.DatabaseError) {
      this.isBroken ||= ENDED.test(cause.code ?? "") || cause.severity === "FATAL" || cause.severity === "PANIC";
      return cause;
    }
    // The server has not said it, so it is the connection's: reset, closed, or without an answer in time.
    this.isBroken = true;
    return connectionLost(cause);
  }
}

/** The names of texts that come again, each prepared once on every connection. */
const names = new Map<string, string>();

/** MikroORM writes values into its texts, which therefore come once; one with parameters comes again, and there are only so many. */
export function toQuery(text: string, parameters: readonly unknown[]): pg.QueryConfig {
  if (parameters.length === 0) return { text };
  const name = names.get(text) ?? `kept_${names.size}`;
  names.set(text, name);
  return { name, text, values: [...parameters] };
}

export function connectionLost(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return Object.assign(new Error(`The connection to the database is lost: ${reason}`, { cause }), {
    code: CONNECTION_LOST,
  });
}
