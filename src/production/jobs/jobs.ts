import type { EntityManager } from "@mikro-orm/core";
import type { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import type { PartOfCustomer } from "../records/unfinished.ts";

/** The jobs of parts, whoever does them: this process alone on SQLite, or any node on PostgreSQL. */
export interface Jobs {
  /** Takes up what stands unfinished: at once, and from then on again and again. */
  start(): Promise<void>;
  /** Notes that parts want a job, inside the transaction that makes it so. */
  note(em: EntityManager, parts: readonly NewPart[]): Promise<void>;
  /** Begins it, after that commit. */
  begin(part: PartOfCustomer): void;
  /** Stops a part's job on this node: its result is not wanted any more. */
  abort(partId: string): void;
  /** Puts off a part whose job has failed: it is tried again later, and later each time. */
  postpone(partId: string, fault: unknown): void;
  /** Stops all jobs of this process and waits until they have let go; others take them up, or the next start does. */
  stop(): Promise<void>;
}

/** A new part, which wants a job. */
export interface NewPart {
  readonly line: Pick<Line, "customerId">;
  readonly part: Pick<Part, "id" | "size">;
}

/** A part that this process is to bring on. */
export interface ClaimedPart extends PartOfCustomer {
  /** Of the claim: while the part has it, nobody has claimed the part since. Absent where no other process could. */
  epoch?: number;
}
