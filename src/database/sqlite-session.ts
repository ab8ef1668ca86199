import type { QueryResult } from "kysely";
import type { SqliteConnections } from "./sqlite-connections.ts";
import type { Statement } from "./statement.ts";
import type { WriterTurn } from "./sqlite-writer.ts";
import type { Session } from "./steady-driver.ts";
import type { Vitals } from "./vitals.ts";

/** The rest is run as a writer, some of it for nothing. */
const READS = /^\s*select\b/i;
/** What a transaction may hold; the rest is run alone. */
const CHANGES = /^\s*(?:insert|update|delete)\b/i;

/** Statements on their own, or a transaction. It holds nothing while no transaction is open. */
export class SqliteSession implements Session {
  private turn: WriterTurn | null = null;
  private hasWritten = false;

  constructor(
    private readonly connections: SqliteConnections,
    private readonly vitals: Vitals,
  ) {}

  async executeQuery<R>(statement: Statement): Promise<QueryResult<R>> {
    return (await this.run(statement)) as QueryResult<R>; // whoever asks knows the rows
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error("The database is not read by streams.");
  }

  /** As a writer from the beginning: one that has read first could not wait for another process's lock any more. */
  async begin(): Promise<void> {
    this.hasWritten = false;
    this.turn = await this.connections.writer.turn();
  }

  async commit(): Promise<void> {
    const { turn, hasWritten } = this;
    if (turn === null) throw new Error("There is no transaction to commit.");
    this.turn = null;
    await turn.commit();
    if (hasWritten) this.vitals.succeeded("write");
  }

  async rollback(): Promise<void> {
    const { turn } = this;
    this.turn = null;
    await turn?.rollBack();
  }

  release(): void {
    const { turn } = this;
    this.turn = null;
    turn?.end();
  }

  private async run(statement: Statement): Promise<QueryResult<unknown>> {
    if (this.turn !== null) return this.inTransaction(this.turn, statement);
    if (READS.test(statement.sql)) return this.connections.read(statement);
    if (!CHANGES.test(statement.sql)) return this.connections.writer.alone(statement);
    await this.begin();
    try {
      const result = await this.run(statement);
      await this.commit();
      return result;
    } finally {
      this.release();
    }
  }

  private inTransaction(turn: WriterTurn, statement: Statement): Promise<QueryResult<unknown>> {
    return new Promise((resolve) => {
      try {
        const result = turn.run(statement);
        this.hasWritten ||= !READS.test(statement.sql) && hasChanged(result);
        this.vitals.beats += 1;
        resolve(result);
      } catch (fault) {
        this.vitals.failed("write", fault);
        throw fault;
      }
    });
  }
}

/** A statement that finds nothing to change says nothing of the disk. */
function hasChanged({ numAffectedRows = 0n, rows }: QueryResult<unknown>): boolean {
  return numAffectedRows > 0n || rows.length > 0;
}
