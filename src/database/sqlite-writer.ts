import { setImmediate as nextTurn } from "node:timers/promises";
import type { QueryResult } from "kysely";
import { Mutex } from "../lib/mutex.ts";
import type { Runtime } from "../lib/runtime.ts";
import { LockPatience } from "./lock-patience.ts";
import type { SqliteHandle } from "./sqlite-handle.ts";
import type { Statement } from "./statement.ts";
import type { Vitals } from "./vitals.ts";

// A commit waits for the disk, and nothing else runs meanwhile. So transactions that wait at the same time are written one after the other into one
// transaction of the database, each between savepoints of its own, and are committed together: each is undone alone where it fails, and none is told
// to be there before the disk has it.

/** A turn as the only writer, inside a transaction. */
export interface WriterTurn {
  readonly run: (statement: Statement) => QueryResult<unknown>;
  /** Ends the turn; resolves once what was written is on the disk, and fails where it cannot get there. */
  readonly commit: () => Promise<void>;
  /**
   * Ends the turn: what was written is undone. Resolves once what others have written, which this turn has seen, is on the disk, and fails where it
   * cannot get there: whatever was refused for its sake is not to be told before.
   */
  readonly rollBack: () => Promise<void>;
  /** As `rollBack()`, without waiting. After either end it does no harm. */
  readonly end: () => void;
}

export interface SqliteWriterDeps {
  readonly handle: SqliteHandle;
  readonly vitals: Vitals;
  readonly timer: Runtime["timer"];
  /** What it throws prevents the writing. */
  readonly beforeWrite: () => void;
}

/** Those who have written and wait for the commit. */
type Group = PromiseWithResolvers<undefined>;

const OPEN = { sql: "savepoint turn" };
const UNDO = { sql: "rollback to turn" };
const CLOSE = { sql: "release turn" };

/** The writing connection to a SQLite file, for one at a time. */
export class SqliteWriter {
  private readonly writing = new Mutex();
  private readonly patience: LockPatience;
  private group: Group | null = null;

  constructor(private readonly deps: SqliteWriterDeps) {
    this.patience = new LockPatience(deps.timer);
  }

  /** Waits for the turn, and for another process's lock. A turn that could not begin is over. */
  async turn(): Promise<WriterTurn> {
    const { handle } = this.deps;
    const unlock = await this.begun(async (since) => {
      if (!handle.isInTransaction) await this.patience.over(() => handle.run({ sql: "begin immediate" }), since);
      handle.run(OPEN);
    });
    return this.turnUntil(unlock);
  }

  private turnUntil(unlock: () => void): WriterTurn {
    const { handle } = this.deps;
    let fault: unknown = null;
    let isOver = false;
    const end = <T>(work: () => T): T | undefined => {
      if (isOver) return undefined;
      isOver = true;
      try {
        return work();
      } finally {
        unlock();
      }
    };
    return {
      run: (statement) => {
        try {
          this.refuseEnded();
          return handle.run(statement);
        } catch (thrown) {
          fault = thrown;
          throw thrown;
        }
      },
      commit: async () => {
        await end(() => this.gather(fault));
      },
      rollBack: async () => {
        await end(() => this.undo(fault));
      },
      end: () => {
        end(() => this.undo(fault))?.catch(() => undefined); // nobody waits for it
      },
    };
  }

  /** Runs a statement that no transaction may hold, such as a pragma. */
  async alone(statement: Statement): Promise<QueryResult<unknown>> {
    const { handle } = this.deps;
    let result: QueryResult<unknown> = { rows: [] };
    const unlock = await this.begun(async (since) => {
      this.commitGroup();
      result = await this.patience.over(() => handle.run(statement), since);
    });
    try {
      handle.settle();
    } finally {
      unlock();
    }
    return result;
  }

  /** Does something while nobody writes, everything that was written being committed. */
  async whileStill<T>(work: () => Promise<T>): Promise<T> {
    const unlock = await this.begun(() => {
      this.commitGroup();
      return Promise.resolve();
    });
    try {
      return await work();
    } finally {
      unlock();
    }
  }

  /** Locks, and begins; what has failed at that is over. */
  private async begun(begin: (since: number) => Promise<void>): Promise<() => void> {
    const { vitals, beforeWrite } = this.deps;
    const since = this.patience.now;
    vitals.waiting += 1;
    const unlock = await this.writing.lock();
    vitals.waiting -= 1;
    try {
      beforeWrite();
      await begin(since);
      vitals.beats += 1;
      return unlock;
    } catch (fault) {
      vitals.failed("write", fault);
      if (this.group === null || !this.isSound) this.lose(fault);
      unlock();
      throw fault;
    }
  }

  /** Takes back what this turn has written, and no more; where its fault has ended the transaction, all that is not committed is lost. */
  private undo(fault: unknown): Promise<unknown> {
    const { group } = this;
    const { handle } = this.deps;
    try {
      this.refuseEnded();
      if (this.group === null) {
        handle.run({ sql: "rollback" });
      } else {
        handle.run(UNDO);
        handle.run(CLOSE);
      }
    } catch (cause) {
      this.lose(fault ?? cause);
    }
    return group?.promise ?? Promise.resolve();
  }

  /** Joins those who wait for the commit, which comes when everybody has had a turn who is ready for one. */
  private gather(fault: unknown): Promise<unknown> {
    try {
      this.refuseEnded();
      this.deps.handle.run(CLOSE);
    } catch (cause) {
      this.deps.vitals.failed("write", fault ?? cause);
      this.lose(fault ?? cause);
      throw cause;
    }
    if (this.group === null) {
      this.group = Promise.withResolvers<undefined>();
      void this.commitSoon();
    }
    return this.group.promise;
  }

  private async commitSoon(): Promise<void> {
    await nextTurn();
    const unlock = await this.writing.lock();
    this.commitGroup();
    unlock();
  }

  private commitGroup(): void {
    const { group } = this;
    const { handle, vitals, beforeWrite } = this.deps;
    if (group === null) return;
    try {
      beforeWrite(); // a commit tells that what was written is there
      handle.run({ sql: "commit" });
      this.group = null;
      vitals.beats += 1;
      group.resolve(undefined);
    } catch (fault) {
      vitals.failed("write", fault);
      this.lose(fault);
    }
  }

  /** Whether what was written before is still there to be committed. */
  private get isSound(): boolean {
    const { handle } = this.deps;
    return handle.isInTransaction && !handle.isDoubtful;
  }

  /** Some faults end a transaction; what came after would be written by itself. */
  private refuseEnded(): void {
    if (!this.isSound) throw new Error("The fault of an earlier statement has ended the transaction.");
  }

  /** Whatever is not committed is rolled back; those who wait for it learn why. */
  private lose(fault: unknown): void {
    const { group } = this;
    this.group = null;
    try {
      this.deps.handle.settle();
    } finally {
      group?.reject(fault);
    }
  }

  close(): void {
    this.lose(new Error("The database is closed."));
    this.deps.handle.close();
  }
}
