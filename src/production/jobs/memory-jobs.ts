import type { Database } from "../../database/start-database.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { PartOfCustomer } from "../records/unfinished.ts";
import { JobQueue, type JobQueueDeps } from "./job-queue.ts";
import type { Jobs } from "./jobs.ts";
import { Sweep } from "./sweep.ts";

export interface MemoryJobsDeps extends Pick<JobQueueDeps, "run" | "onFault"> {
  readonly database: Database;
  readonly runtime: Runtime;
  /** Called with the fault of a part that stands, once for each part. */
  readonly onPostponed: (fault: unknown, partId: string) => void;
}

/** Jobs where one process has the database to itself: nothing is written of them, for whatever is unfinished wants one. */
export class MemoryJobs implements Jobs {
  private readonly queue: JobQueue;
  private readonly sweep: Sweep;

  constructor(deps: MemoryJobsDeps) {
    this.queue = new JobQueue(deps);
    this.sweep = new Sweep({
      ...deps,
      onFault: deps.onPostponed,
      take: (part) => {
        this.queue.add(part);
      },
    });
  }

  start(): Promise<void> {
    return this.sweep.start();
  }

  note(): Promise<void> {
    return Promise.resolve();
  }

  begin(part: PartOfCustomer): void {
    this.queue.add(part);
  }

  abort(partId: string): void {
    this.queue.abort(partId);
  }

  postpone(partId: string, fault: unknown): void {
    this.sweep.postpone(partId, fault);
  }

  async stop(): Promise<void> {
    await this.sweep.stop();
    await this.queue.stop();
  }
}
