import PQueue from "p-queue";
import { ServiceError } from "../errors.ts";

export interface JobQueueParts {
  /** Jobs that run at the same time. */
  readonly concurrency: number;
  readonly run: (partId: string, signal: AbortSignal) => Promise<void>;
  /** Told the fault of a job that neither ended nor was stopped. */
  readonly onFault: (partId: string, fault: unknown, signal: AbortSignal) => Promise<void>;
}

/** Runs the jobs of this process, each part's at most once at a time. What is not finished when it stops is taken up at the next start. */
export class JobQueue {
  private readonly queue: PQueue;
  private readonly jobs = new Map<string, AbortController>();
  private isStopping = false;

  constructor(private readonly parts: JobQueueParts) {
    this.queue = new PQueue({ concurrency: parts.concurrency });
  }

  add(partId: string): void {
    if (this.isStopping || this.jobs.has(partId)) return;
    const controller = new AbortController();
    this.jobs.set(partId, controller);
    void this.queue.add(() => this.run(partId, controller.signal));
  }

  /** Stops a part's job, whose result is not wanted any more. */
  abort(partId: string): void {
    this.jobs.get(partId)?.abort(new ServiceError("STATUS_CONFLICT", "The production was stopped."));
  }

  /** Stops all jobs and waits until they have let go. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const partId of this.jobs.keys()) this.abort(partId);
    await this.queue.onIdle();
  }

  private async run(partId: string, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      await this.parts.run(partId, signal);
    } catch (fault) {
      if (!signal.aborted) await this.parts.onFault(partId, fault, signal);
    } finally {
      this.jobs.delete(partId);
    }
  }
}
