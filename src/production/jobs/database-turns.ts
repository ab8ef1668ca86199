import { isPostgresql } from "../../database/is-postgresql.ts";
import type { Database } from "../../database/start-database.ts";
import { FairQueue } from "../../lib/fair-queue.ts";

/** What a thousand jobs may do at once with a database that requests need, too: of its connections, or of a commit that they share. */
const PLACES = { ofConnections: 4, ofCommit: 32 };

/** Jobs' transactions, a few at a time and by customer in turn: however many jobs one customer has, another's wait for a few transactions. */
export class DatabaseTurns {
  private readonly queue: FairQueue;

  constructor(
    database: Database,
    private readonly monotonicMs: () => number,
  ) {
    this.queue = new FairQueue(isPostgresql(database.em) ? PLACES.ofConnections : PLACES.ofCommit);
  }

  /** Runs a job's transaction when it is its customer's turn. */
  async take<T>(customerId: string, transaction: () => Promise<T>): Promise<T> {
    const lane = this.queue.lane<T>([customerId]);
    return lane.run(async () => {
      const startedMs = this.monotonicMs();
      return { value: await transaction(), tookMs: this.monotonicMs() - startedMs };
    });
  }
}
