import { ServiceError } from "../../errors.ts";
import { FairPlaces } from "../../lib/fair-places.ts";
import type { ClaimedPart } from "./jobs.ts";

export interface JobQueueDeps {
  readonly run: (part: ClaimedPart, signal: AbortSignal) => Promise<void>;
  /** Called with the fault of a job that has failed. */
  readonly onFault: (part: ClaimedPart, fault: unknown, signal: AbortSignal) => Promise<void>;
  /** Called once a job has let go of its part, however it ended. */
  readonly onDone?: (partId: string) => void;
  /** Jobs that run at the same time: 1,000 by default. Memory is their only bound; their work takes turns where it is done. */
  readonly places?: number;
}

interface Job {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

const PLACES = 1_000;

/** Jobs of a customer that run however many others have. */
const RESERVED = 4;

/** Runs the jobs of this process, each part's at most once at a time. What is not finished when it stops is taken up at the next start. */
export class JobQueue {
  private readonly places: FairPlaces;
  private readonly jobs = new Map<string, Job>();
  private isStopping = false;

  constructor(private readonly deps: JobQueueDeps) {
    this.places = new FairPlaces({ places: deps.places ?? PLACES, reserved: RESERVED });
  }

  /** Begins a part's job: at once if there is a place, or else when it is the customer's turn. */
  add(part: ClaimedPart): void {
    const { partId, customerId } = part;
    if (this.isStopping || this.jobs.has(partId)) return;
    const controller = new AbortController();
    const { signal } = controller;
    const ended = this.places
      .run(customerId, () => this.run(part, signal), signal)
      .catch(() => {
        /* it was stopped before it began */
      });
    const done = ended.then(() => {
      this.jobs.delete(partId);
      this.deps.onDone?.(partId);
    });
    this.jobs.set(partId, { controller, done });
  }

  /** Stops a part's job, whose result is not wanted any more. */
  abort(partId: string): void {
    this.jobs.get(partId)?.controller.abort(new ServiceError("STATUS_CONFLICT", "The production was stopped."));
  }

  /** Stops all jobs and waits until they have let go. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const jobs = [...this.jobs];
    for (const [partId] of jobs) this.abort(partId);
    await Promise.all(jobs.map(([, { done }]) => done));
  }

  private async run(part: ClaimedPart, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      await this.deps.run(part, signal);
    } catch (fault) {
      if (!signal.aborted) await this.deps.onFault(part, fault, signal);
    }
  }
}
