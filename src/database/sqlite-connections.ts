import type { QueryResult } from "kysely";
import { LockPatience } from "./lock-patience.ts";
import { SqliteHandle, type Statement } from "./sqlite-handle.ts";
import { SqliteSession } from "./sqlite-session.ts";
import { SqliteWriter, type SqliteWriterParts } from "./sqlite-writer.ts";
import type { Connections } from "./steady-driver.ts";

export interface SqliteConnectionsParts extends Omit<SqliteWriterParts, "handle"> {
  readonly file: string;
}

/** The two connections to one SQLite file: one reads, whatever becomes of a write, and one writes. */
export class SqliteConnections implements Connections {
  readonly writer: SqliteWriter;
  private readonly reader: SqliteHandle;

  constructor(private readonly parts: SqliteConnectionsParts) {
    this.writer = new SqliteWriter({ ...parts, handle: new SqliteHandle(parts.file) });
    this.reader = new SqliteHandle(parts.file);
  }

  acquire(): Promise<SqliteSession> {
    return Promise.resolve(new SqliteSession(this, this.parts.vitals));
  }

  async read(statement: Statement): Promise<QueryResult<unknown>> {
    const { vitals, timer } = this.parts;
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

  close(): Promise<void> {
    this.reader.close();
    this.writer.close();
    return Promise.resolve();
  }
}
