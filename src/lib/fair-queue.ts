import { Share } from "./share.ts";

/** Whose turn a task takes: a user, one of its uses, and so on; what is named alike is the same. All turns of a queue have as many names. */
export type Turn = readonly string[];

/** What a task gives, and how long it has kept its place busy. */
export interface Timed<T> {
  readonly value: T;
  readonly tookMs: number;
}

/** Tasks of one turn that are run in their order. */
export interface Lane<T> {
  /** Runs the task when its turn comes. A lane that is closed rejects with the reason. */
  run(task: () => Promise<Timed<T>>): Promise<T>;
  /** Drops what waits, disregards what runs, and rejects both with the reason; twice does no harm. */
  close(reason: unknown): void;
}

/**
 * Runs at most `places` tasks at a time. Where more wait, time is shared: by the first name of their turns, among those that are alike by
 * the second, and so on, and at last by lane. It is the time used that counts, not the number of tasks.
 */
export class FairQueue {
  private places: number;
  private readonly all: number;
  private lanes = 0;
  private readonly whole = new Share();
  /** Those whose turn may come. */
  private readonly waiting = new Map<Share, Waiting>();

  constructor(places: number) {
    this.places = places;
    this.all = places;
  }

  /** Tasks that run, and those that wait for their turn. */
  load(): { readonly running: number; readonly waiting: number } {
    return { running: this.all - this.places, waiting: this.whole.waiting };
  }

  lane<T>(turn: Turn): Lane<T> {
    this.lanes += 1;
    const names = [...turn, String(this.lanes)];
    return new FairLane<T>(
      (lane) => {
        this.enter(names, lane);
        this.startNext();
      },
      (tasks) => {
        this.leave(names, tasks);
      },
    );
  }

  private enter(names: Turn, lane: Starter): void {
    const path = this.whole.path(names);
    for (const share of path) share.waiting += 1;
    this.waiting.set(last(path), { path, lane });
  }

  private leave(names: Turn, tasks: number): void {
    if (tasks === 0) return;
    const path = this.whole.path(names);
    for (const share of path) share.waiting -= tasks;
    this.waiting.delete(last(path));
  }

  private startNext(): void {
    while (this.places > 0 && this.whole.waiting > 0) {
      const share = last(this.whole.next());
      const next = this.waiting.get(share);
      if (next === undefined) throw new Error("A task waits in no lane.");
      if (share.waiting === 1) this.waiting.delete(share);
      this.start(next);
    }
  }

  private start({ path, lane }: Waiting): void {
    const expectedMs = Share.start(path);
    this.places -= 1;
    void lane.startFirst().then((tookMs) => {
      Share.end(path, expectedMs, tookMs ?? expectedMs);
      this.places += 1;
      this.startNext();
    });
  }
}

interface Waiting {
  /** From the whole to the lane. */
  readonly path: readonly Share[];
  readonly lane: Starter;
}

/** What the queue knows of a lane, whatever its tasks give. */
interface Starter {
  /** Starts the task that waits longest. What is given back fulfils when the task's place is free again, with its time if it has not failed. */
  startFirst(): Promise<number | undefined>;
}

function last(path: readonly Share[]): Share {
  const share = path.at(-1);
  if (share === undefined) throw new Error("A path has the whole at least.");
  return share;
}

interface Entry<T> {
  readonly task: () => Promise<Timed<T>>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

class FairLane<T> implements Lane<T>, Starter {
  private readonly waiting: Entry<T>[] = [];
  private readonly running = new Set<Entry<T>>();
  private readonly onWaiting: (lane: Starter) => void;
  private readonly onDropped: (tasks: number) => void;
  private closed: { readonly reason: unknown } | undefined;

  /** @param onWaiting Called for each task that waits. @param onDropped Told how many do not wait any more. */
  constructor(onWaiting: (lane: Starter) => void, onDropped: (tasks: number) => void) {
    this.onWaiting = onWaiting;
    this.onDropped = onDropped;
  }

  run(task: () => Promise<Timed<T>>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    promise.catch(() => {
      /* whoever awaits the promise learns of it; that may be later than it rejects */
    });
    if (this.closed !== undefined) {
      reject(this.closed.reason);
      return promise;
    }
    this.waiting.push({ task, resolve, reject });
    this.onWaiting(this);
    return promise;
  }

  async startFirst(): Promise<number | undefined> {
    const entry = this.waiting.shift();
    if (entry === undefined) throw new Error("No task waits.");
    this.running.add(entry);
    try {
      const { value, tookMs } = await entry.task();
      entry.resolve(value);
      return tookMs;
    } catch (error) {
      entry.reject(error);
      return undefined;
    } finally {
      this.running.delete(entry);
    }
  }

  close(reason: unknown): void {
    this.closed ??= { reason };
    const dropped = this.waiting.splice(0);
    this.onDropped(dropped.length);
    for (const entry of [...this.running, ...dropped]) entry.reject(reason);
  }
}
