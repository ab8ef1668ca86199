import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type { Statement } from "./statement.ts";

/** What a caller of the database has in hand until it is released. */
export interface Session extends DatabaseConnection {
  /** When it fails there is nothing to release. */
  begin(settings: TransactionSettings): Promise<void>;
  /** The transaction is over, also when it fails. */
  commit(): Promise<void>;
  /** Fails only where what the transaction has seen of others is lost: why it has failed itself is known already. */
  rollback(): Promise<void>;
  /** More than once does no harm. */
  release(): void;
}

/** The connections to one database. */
export interface Connections {
  acquire(): Promise<Session>;
  /** Runs one select outside of any transaction. */
  read(statement: Statement): Promise<QueryResult<unknown>>;
  /** Does something while nobody writes by these connections; absent where others write as well. */
  whileStill?<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Kysely's driver over connections that always come back.
 *
 * Kysely gives back a transaction's connection after a commit or a rollback that has succeeded, and only then: after a failed BEGIN, COMMIT or
 * ROLLBACK its own drivers keep it for ever. Here the sessions themselves see to it.
 */
export class SteadyDriver implements Driver {
  private connections: Connections | null = null;

  constructor(private readonly open: () => Connections) {}

  init(): Promise<void> {
    return new Promise((resolve) => {
      this.connections ??= this.open();
      resolve();
    });
  }

  acquireConnection(): Promise<Session> {
    return this.connections === null ? Promise.reject(closed()) : this.connections.acquire();
  }

  /** As `Connections.read()`, past all that Kysely would do for it. */
  read(statement: Statement): Promise<QueryResult<unknown>> {
    return this.connections === null ? Promise.reject(closed()) : this.connections.read(statement);
  }

  /** As `Connections.whileStill()`; where there is none, at once. */
  whileStill<T>(work: () => Promise<T>): Promise<T> {
    if (this.connections === null) return Promise.reject(closed());
    return this.connections.whileStill?.(work) ?? work();
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return toSession(connection).begin(settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return toSession(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return toSession(connection).rollback();
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`));
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to savepoint "${name}"`));
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release savepoint "${name}"`));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    toSession(connection).release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    const { connections } = this;
    this.connections = null;
    await connections?.close();
  }
}

function closed(): Error {
  return new Error("The database is closed.");
}

function toSession(connection: DatabaseConnection): Session {
  return connection as Session; // Kysely hands back what acquireConnection() gave it
}
