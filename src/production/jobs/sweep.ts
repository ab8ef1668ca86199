import type { Database } from "../../database/start-database.ts";
import { type BackOff, backOffMs } from "../../lib/back-off.ts";
import type { Runtime, Timer } from "../../lib/runtime.ts";
import { type PartOfCustomer, unfinishedParts } from "../records/unfinished.ts";

/** How often the database is searched for them. */
export const SWEEP_MS = 15_000;
/** How long a part waits whose job has failed. */
const BACK_OFF: BackOff = { firstMs: SWEEP_MS, longestMs: 300_000 };

export interface SweepDeps {
  readonly database: Database;
  readonly runtime: Runtime;
  /** Gives a part a job, unless it has one. */
  readonly take: (part: PartOfCustomer) => void;
  /** Called with the fault of a part that stands, once for each part. */
  readonly onFault: (fault: unknown, partId: string) => void;
}

interface Postponed {
  readonly failures: number;
  readonly untilMs: number;
}

/** Takes up every unfinished part that has no job: those that an earlier process has left, and those whose job has failed. */
export class Sweep {
  private readonly postponed = new Map<string, Postponed>();
  private timer: Timer | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly deps: SweepDeps) {}

  /** Looks at once, and from then on again and again. */
  async start(): Promise<void> {
    await this.look();
    this.timer = this.deps.runtime.timer(SWEEP_MS, () => {
      this.running = this.again();
    });
  }

  async stop(): Promise<void> {
    this.timer?.stop();
    this.timer = null;
    await this.running;
  }

  /** Puts off a part whose job has failed: it is tried again later, and later each time. */
  postpone(partId: string, fault: unknown): void {
    const { runtime, onFault } = this.deps;
    const failures = (this.postponed.get(partId)?.failures ?? 0) + 1;
    if (failures === 1) onFault(fault, partId);
    this.postponed.set(partId, {
      failures,
      untilMs: runtime.monotonicMs() + backOffMs(failures, BACK_OFF, runtime.randomBytes),
    });
  }

  private async again(): Promise<void> {
    try {
      await this.look();
    } catch {
      // The database does not answer, which is told elsewhere; the next look finds the same parts.
    }
    this.timer?.restart();
  }

  private async look(): Promise<void> {
    const unfinished = await unfinishedParts(this.deps.database);
    const nowMs = this.postponed.size === 0 ? 0 : this.deps.runtime.monotonicMs();
    const found = new Set(unfinished.map(({ partId }) => partId));
    for (const partId of this.postponed.keys()) if (!found.has(partId)) this.postponed.delete(partId);
    for (const part of unfinished) if ((this.postponed.get(part.partId)?.untilMs ?? 0) <= nowMs) this.deps.take(part);
  }
}
