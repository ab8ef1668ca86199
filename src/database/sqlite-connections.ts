import type { QueryResult } from "kysely";
import { LockPatience } from "./lock-patience.ts";
import { SqliteHandle } from "./sqlite-handle.ts";
import { SqliteSession } from "./sqlite-session.ts";
import { SqliteWriter, type SqliteWriterDeps } from "./sqlite-writer.ts";
import type { Statement } from "./statement.ts";
import type { Connections } from "./steady-driver.ts";

export interface SqliteConnectionsDeps extends Omit<SqliteWriterDeps, "handle"> {
  readonly file: string;
}

/** The two connections to one SQLite file: one reads, whatever becomes of a write, and one writes. */
export class SqliteConnections implements Connections {
  readonly writer: SqliteWriter;
  private readonly reader: SqliteHandle;

  constructor(private readonly deps: SqliteConnectionsDeps) {
    this.writer = new SqliteWriter({ ...deps, handle: new SqliteHandle(deps.file) });
    this.reader = new SqliteHandle(deps.file);
  }

  acquire(): Promise<SqliteSession> {
    return Promise.resolve(new SqliteSession(this, this.deps.vitals));
  }

  async read(statement: Statement): Promise<QueryResult<unknown>> {
    const { vitals, timer } = this.deps;
    try {
      const result = await new LockPatience(timer).over(() => this.reader.run(statement));
      vitals.succeeded("read");
      return result;
    } catch (fault) {
      vitals.failed("read", fault);
      throw fault;
    } finally {
      this.reader.settle();
    }
  }

  whileStill<T>(work: () => Promise<T>): Promise<T> {
    return this.writer.whileStill(work);
  }

  close(): Promise<void> {
    this.reader.close();
    this.writer.close();
    return Promise.resolve();
  }
}
