import { FairQueue } from "../../lib/fair-queue.ts";

/** What a thousand jobs may do at once with a database that requests need, too. */
const PLACES = 4;

/** Jobs' transactions, a few at a time and by customer in turn: however many jobs one customer has, another's wait for a few transactions. */
export class DatabaseTurns {
  private readonly queue = new FairQueue(PLACES);

  constructor(private readonly monotonicMs: () => number) {}

  /** Runs a job's transaction when it is its customer's turn. */
  async take<T>(customerId: string, transaction: () => Promise<T>): Promise<T> {
    const lane = this.queue.lane<T>([customerId]);
    return lane.run(async () => {
      const startedMs = this.monotonicMs();
      return { value: await transaction(), tookMs: this.monotonicMs() - startedMs };
    });
  }
}
