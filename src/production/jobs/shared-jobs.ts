import type { EntityManager } from "@mikro-orm/core";
import type { Peers } from "../../database/peers.ts";
import { atMost } from "../../lib/at-most.ts";
import { type BackOff, backOffMs } from "../../lib/back-off.ts";
import { isPassingFault } from "../../lib/passing-fault.ts";
import { CoolDown } from "../../lib/cool-down.ts";
import { pause } from "../../lib/pause.ts";
import type { Runtime, Timer } from "../../lib/runtime.ts";
import { JobQueue, type JobQueueDeps } from "./job-queue.ts";
import type { JobStore, TakenJob, Taking } from "./job-store.ts";
import type { ClaimedPart, Jobs, NewPart } from "./jobs.ts";
import { SWEEP_MS } from "./sweep.ts";

/** Jobs are lost after ten seconds without a heartbeat; and whoever has not heard of a new one asks as often. */
const BEAT_MS = 2_500;
/** Half of what pg-boss lets a job last. */
const CARRY_ON_MS = 12 * 60 * 60 * 1_000;
/** Jobs of a customer that run however many others have. */
const RESERVED = 4;
/** How long a part waits whose job has failed. */
const BACK_OFF: BackOff = { firstMs: 15_000, longestMs: 300_000 };
/** How long a stop waits for a database that may be away. */
const GIVE_BACK_MS = 2_000;
/** Tokens of a part that takes a worker a second or longer. */
const LARGE_TOKENS = 10_000_000n;
/** How long a node that is at work leaves large parts to the others, which take them at once if they are idle. */
const YIELD_MS = 250;
/** Between two looks in vain for large parts, or, with all places taken, for customers who have little here. */
const LOOK_BEYOND_MS = 50;
/** Between two looks: jobs that come meanwhile are taken together, each of which would cost a transaction alone. */
const LOOK_MS = 5;
/** Told to the others: there is a job. */
const JOB = "job";

export interface SharedJobsDeps extends Pick<JobQueueDeps, "run" | "onFault"> {
  readonly runtime: Runtime;
  readonly store: JobStore;
  readonly peers: Peers;
  /** Jobs that run here at the same time: few enough that other nodes get theirs. */
  readonly places: number;
  /** Large parts that are taken at once where there are other nodes. */
  readonly workers: number;
  /** Called with the fault of a part that stands, once for each part. */
  readonly onPostponed: (fault: unknown, partId: string) => void;
  /** Called with what else went wrong; it is tried again. */
  readonly onTrouble: (fault: unknown) => void;
}

interface Held {
  job: TakenJob;
  readonly claim: ClaimedPart;
  sinceMs: number;
  /** Times that it has failed one after the other. */
  failures: number;
  /** Until it is tried again; null while it is at work. */
  pause: Timer | null;
}

/** Jobs that any node may do: taken from PostgreSQL, a few at a time, and lost to others when this node is not heard of. */
export class SharedJobs implements Jobs {
  private readonly local: JobQueue;
  private readonly held = new Map<string, Held>();
  private readonly ended: TakenJob[] = [];
  private isStopping = false;
  private isAsked = false;
  private working: Promise<void> | null = null;
  private timers: Timer[] = [];
  private looking: Promise<unknown> = Promise.resolve();
  /** While other nodes come first with large parts. */
  private readonly yields: CoolDown;
  /** While nobody who has little here has waited. */
  private readonly looksBeyond: CoolDown;
  /** While no large part has waited. */
  private readonly looksForLarge: CoolDown;

  constructor(private readonly deps: SharedJobsDeps) {
    this.local = new JobQueue({
      ...deps,
      places: deps.places,
      onDone: (partId) => {
        this.end(partId);
      },
    });
    const look = () => {
      this.look();
    };
    this.yields = new CoolDown(deps.runtime.timer, look);
    this.looksBeyond = new CoolDown(deps.runtime.timer, look);
    this.looksForLarge = new CoolDown(deps.runtime.timer, look);
    deps.peers.hear(JOB, look);
    deps.peers.onGap(look);
  }

  async start(): Promise<void> {
    await this.sweep();
    this.look();
    this.repeat(BEAT_MS, () => this.beat());
    this.repeat(SWEEP_MS, () => this.sweep());
  }

  note(em: EntityManager, parts: readonly NewPart[]): Promise<void> {
    const waiting = parts.map(({ line, part }) => ({
      partId: part.id,
      customerId: line.customerId,
      isLarge: part.size >= LARGE_TOKENS,
    }));
    return this.deps.store.queue(em, waiting);
  }

  begin(): void {
    this.deps.peers.tell([JOB]);
    this.look();
  }

  abort(partId: string): void {
    this.local.abort(partId);
  }

  postpone(partId: string, fault: unknown): void {
    const { runtime, onPostponed } = this.deps;
    const held = this.held.get(partId);
    if (held === undefined || this.isStopping) return;
    held.failures += 1;
    if (held.failures === 1) onPostponed(fault, partId);
    held.pause = runtime.timer(backOffMs(held.failures, BACK_OFF, runtime.randomBytes), () => {
      held.pause = null;
      this.local.add(held.claim);
    });
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.timers) timer.stop();
    for (const coolDown of [this.yields, this.looksBeyond, this.looksForLarge]) coolDown.stop();
    for (const { pause } of this.held.values()) pause?.stop();
    const attempts = [...this.held.values()].map(({ job }) => job);
    await this.local.stop();
    // What is not given back in time is lost, and taken by others once no heartbeat has come for ten seconds.
    await atMost(GIVE_BACK_MS, this.deps.runtime.timer, this.giveBack(attempts));
  }

  private async giveBack(attempts: readonly TakenJob[]): Promise<void> {
    await this.working;
    await this.looking;
    await this.deps.store.giveBack(attempts);
    this.deps.peers.tell([JOB]);
  }

  private repeat(ms: number, work: () => Promise<void>): void {
    const timer = this.deps.runtime.timer(ms, () => {
      this.looking = Promise.all([this.looking, work().catch(this.unlessPassing)]).then(() => {
        if (!this.isStopping) timer.restart();
      });
    });
    this.timers.push(timer);
  }

  /** A database that does not answer is told elsewhere. */
  private readonly unlessPassing = (fault: unknown): void => {
    if (!isPassingFault(fault)) this.deps.onTrouble(fault);
  };

  private async beat(): Promise<void> {
    const { store, runtime } = this.deps;
    const now = runtime.monotonicMs();
    if (!(await store.touch([...this.held.values()].map(({ job }) => job)))) await this.dropLost();
    for (const held of this.held.values()) {
      if (now - held.sinceMs < CARRY_ON_MS) continue;
      const next = await store.carryOn(held.job, held.claim);
      if (next === null) continue;
      held.job = { ...held.job, ...next };
      held.sinceMs = now;
    }
    this.look();
  }

  /** Stops what others have claimed meanwhile: it would change nothing any more. */
  private async dropLost(): Promise<void> {
    const epochs = await this.deps.store.epochsOf([...this.held.keys()]);
    for (const [partId, { claim }] of this.held) if (epochs.get(partId) !== claim.epoch) this.local.abort(partId);
  }

  private async sweep(): Promise<void> {
    if ((await this.deps.store.queueJobless()) > 0) this.begin();
  }

  /** Settles what has ended, and takes what there is; who asks meanwhile is answered by one more look. */
  private look(): void {
    this.isAsked = true;
    this.working ??= this.work();
  }

  private async work(): Promise<void> {
    try {
      while (this.isAsked && !this.isStopping) {
        this.isAsked = false;
        await this.settle();
        while (await this.take()) await this.settle();
        await pause(LOOK_MS, this.deps.runtime.timer);
      }
    } catch (fault) {
      this.unlessPassing(fault); // the next beat looks again
    } finally {
      this.working = null;
    }
  }

  /** @returns whether there may be more. */
  private async take(): Promise<boolean> {
    if (this.isStopping) return false;
    const free = this.free();
    if (free <= 0) return this.takeBeyond();
    if (this.isAlone()) return (await this.takeSome("all", free)) === free; // there is nobody to share with
    const hasOthers = (await this.takeSome("others", free)) === free;
    return (await this.takeLarge()) || hasOthers;
  }

  /** While all places are taken: one of a customer who has little here, and large parts for workers that have none. */
  private async takeBeyond(): Promise<boolean> {
    if (!this.looksBeyond.isOver()) return false;
    const isReserved = (await this.takeSome(this.isAlone() ? "all" : "others", 0)) > 0;
    const hasLarge = await this.takeLarge();
    if (!isReserved && !hasLarge) this.looksBeyond.begin(LOOK_BEYOND_MS);
    return isReserved || hasLarge;
  }

  /**
   * Takes large parts: as many as there are workers, however many others wait; beyond them, where there are other nodes, only when these have had
   * their time to take them.
   */
  private async takeLarge(): Promise<boolean> {
    const { workers } = this.deps;
    const isAlone = this.isAlone();
    const spare = workers - this.atWork().filter(({ job }) => job.isLarge).length;
    if (spare <= 0 ? isAlone || !this.yields.isOver() : !this.looksForLarge.isOver()) return false; // alone, they are taken with the others
    const free = Math.max(this.free(), spare);
    const count = isAlone ? free : Math.min(free, spare > 0 ? spare : workers);
    const taken = await this.takeSome("large", count);
    if (taken === 0) this.looksForLarge.begin(LOOK_BEYOND_MS);
    else if (!isAlone) this.yields.begin(YIELD_MS);
    return taken === Math.max(1, count);
  }

  private isAlone(): boolean {
    return this.deps.peers.count() === 1;
  }

  /** @returns how many. */
  private async takeSome(which: Taking["which"], free: number): Promise<number> {
    const ignored = free > 0 ? [] : this.crowded();
    const jobs = await this.deps.store.take({ count: Math.max(1, free), ignored, which });
    for (const job of jobs) this.add(job);
    return jobs.length;
  }

  private free(): number {
    return this.deps.places - this.atWork().length;
  }

  private atWork(): Held[] {
    return [...this.held.values()].filter(({ pause }) => pause === null);
  }

  /** Customers that have what is theirs however many others have. */
  private crowded(): string[] {
    const counts = new Map<string, number>();
    for (const { claim } of this.held.values()) counts.set(claim.customerId, (counts.get(claim.customerId) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= RESERVED).map(([customerId]) => customerId);
  }

  private add(job: TakenJob): void {
    const { partId, customerId, epoch } = job;
    const sinceMs = this.deps.runtime.monotonicMs();
    const held = this.held.get(partId);
    if (held !== undefined) {
      // It was lost and has come back, while its pass still runs here: that goes on under the new claim.
      held.job = job;
      held.claim.epoch = epoch;
      held.sinceMs = sinceMs;
      return;
    }
    const claim: ClaimedPart = { partId, customerId, epoch };
    this.held.set(partId, { job, claim, sinceMs, failures: 0, pause: null });
    this.local.add(claim);
  }

  private end(partId: string): void {
    const held = this.held.get(partId);
    if (held === undefined || this.isStopping || held.pause !== null) return;
    this.held.delete(partId);
    this.ended.push(held.job);
    this.look();
  }

  /** What cannot be settled is lost, and run again: it finds nothing left to do. */
  private async settle(): Promise<void> {
    const ended = this.ended.splice(0);
    if (ended.length > 0) await this.deps.store.settle(ended);
  }
}
