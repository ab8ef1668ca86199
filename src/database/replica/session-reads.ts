import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Database } from "../start-database.ts";

/** Who reads: a session, as one request has found it. */
export interface Reader {
  readonly id: string;
}

/** Where the status and the lists of a session are read. */
export interface SessionReads {
  /**
   * Reads outside of any transaction, and sees all that was written for the session on this node.
   *
   * @param work may run twice: what a replica does not know (`null`) or cannot answer, the server is asked.
   */
  read<T>(reader: Reader, work: (em: SqlEntityManager) => Promise<T>): Promise<T>;
  /** Reads what belongs to what the same request has read before: where that was read. */
  readMore<T>(reader: Reader, work: (em: SqlEntityManager) => Promise<T>): Promise<T>;
  /** Something was committed that the session is to see from now on. */
  wrote(sessionId: string): void;
  /** Other nodes may have told of writes that were not heard. */
  missed(): void;
}

/** All by the database itself, which knows everything. */
export function readsOf({ em }: Pick<Database, "em">): SessionReads {
  const read: SessionReads["read"] = (_reader, work) => work(em);
  return { read, readMore: read, wrote: () => undefined, missed: () => undefined };
}
