import { isAbsence } from "../lib/passing-fault.ts";

/** How the database was last seen: it answers; it is read, but takes no writes; it does not answer. */
export type Condition = "well" | "read-only" | "away";

/** Told each change, with the fault that shows it; null where it is well again. */
export type OnCondition = (condition: Condition, fault: Error | null) => void;

/** The connections to a PostgreSQL server. */
export interface PoolState {
  readonly open: number;
  /** Of the open ones, those that nobody uses. */
  readonly idle: number;
  /** Those who wait for one. */
  readonly waiting: number;
}

/** What the connections have seen of their database, statement by statement. */
export class Vitals {
  /** Counts up with everything that a connection brings to its end: a sign of life. */
  beats = 0;
  /** Those who wait for a connection. */
  waiting = 0;
  /** Null for a database without a pool: SQLite. */
  pool: (() => PoolState) | null = null;
  private isReadable = true;
  private isWritable = true;
  private told: Condition = "well";

  constructor(private readonly onCondition: OnCondition = () => undefined) {}

  get condition(): Condition {
    if (!this.isReadable) return "away";
    return this.isWritable ? "well" : "read-only";
  }

  /** A statement, or the end of a transaction, has succeeded. */
  succeeded(kind: "read" | "write"): void {
    this.beats += 1;
    this.isReadable = true;
    if (kind === "write") this.isWritable = true;
    this.tell(null);
  }

  /** It has failed; most failures say nothing of the database. */
  failed(kind: "read" | "write", fault: unknown): void {
    this.beats += 1;
    if (!(fault instanceof Error) || !isAbsence(fault)) return;
    if (kind === "read") this.isReadable = false;
    else this.isWritable = false;
    this.tell(fault);
  }

  private tell(fault: Error | null): void {
    const { condition } = this;
    if (condition === this.told) return;
    this.told = condition;
    this.onCondition(condition, fault);
  }
}
