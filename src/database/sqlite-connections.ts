import type { QueryResult } from "kysely";
import type { Runtime } from "../lib/runtime.ts";
import { Mutex } from "../lib/mutex.ts";
import { LockPatience } from "./lock-patience.ts";
import { SqliteHandle } from "./sqlite-handle.ts";
import { SqliteSession } from "./sqlite-session.ts";
import type { Connections } from "./steady-driver.ts";
import type { Vitals } from "./vitals.ts";

export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}

/** A turn as the only writer. */
export interface WriterTurn {
  readonly writer: SqliteHandle;
  readonly result: QueryResult<unknown>;
  /** Whatever is still under way is rolled back. */
  readonly end: () => void;
}

export interface SqliteConnectionsParts {
  readonly file: string;
  readonly vitals: Vitals;
  readonly timer: Runtime["timer"];
  /** What it throws prevents the writing. */
  readonly beforeWrite: () => void;
}

/** The two connections to one SQLite file: one reads, whatever becomes of a write, and one writes, for one at a time. */
export class SqliteConnections implements Connections {
  private readonly writer: SqliteHandle;
  private readonly reader: SqliteHandle;
  private readonly writing = new Mutex();
  private readonly patience: LockPatience;

  constructor(private readonly parts: SqliteConnectionsParts) {
    this.writer = new SqliteHandle(parts.file);
    this.reader = new SqliteHandle(parts.file);
    this.patience = new LockPatience(parts.timer);
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

  /** Waits for the turn and then runs the statement, which another process's lock may hold up. A turn that could not begin is over. */
  async write(statement: Statement): Promise<WriterTurn> {
    const {
      writer,
      parts: { vitals },
    } = this;
    const since = this.patience.now;
    vitals.waiting += 1;
    const endTurn = await this.writing.lock();
    vitals.waiting -= 1;
    const end = () => {
      try {
        writer.settle();
      } finally {
        endTurn();
      }
    };
    try {
      this.parts.beforeWrite();
      const result = await this.patience.over(() => writer.run(statement), since);
      vitals.beats += 1;
      return { writer, result, end };
    } catch (fault) {
      vitals.failed("write", fault);
      end();
      throw fault;
    }
  }

  /** Before a commit, which tells that what was written is there. */
  refuseMoved(): void {
    this.parts.beforeWrite();
  }

  close(): Promise<void> {
    this.reader.close();
    this.writer.close();
    return Promise.resolve();
  }
}
