/** One user's tasks, run in their order. */
export interface Lane<T> {
  /** Runs the task when the lane's turn comes. A lane that is closed rejects with the reason. */
  run(task: () => Promise<T>): Promise<T>;
  /** Drops what waits, disregards what runs, and rejects both with the reason; twice does no harm. */
  close(reason: unknown): void;
}

/** Runs at most `places` tasks at a time, one lane's after another's, so that a lane with much to do holds none up. */
export class FairQueue {
  #places: number;
  /** Lanes with a task waiting, in order of their turns. */
  readonly #turns: Turn[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  lane<T>(): Lane<T> {
    return new FairLane<T>((lane) => {
      this.#turns.push(lane);
      this.#startNext();
    });
  }

  #startNext(): void {
    while (this.#places > 0) {
      const lane = this.#turns.shift();
      if (lane === undefined) return;
      const started = lane.startFirst();
      if (started === undefined) continue;
      if (lane.waits) this.#turns.push(lane);
      this.#places -= 1;
      void started.then(() => {
        this.#places += 1;
        this.#startNext();
      });
    }
  }
}

/** What the queue knows of a lane, whatever its tasks give. */
interface Turn {
  readonly waits: boolean;
  /** Starts the task that waits longest, if any; what is given back fulfils when the task's place is free again. */
  startFirst(): Promise<void> | undefined;
}

interface Entry<T> {
  readonly task: () => Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

class FairLane<T> implements Lane<T>, Turn {
  readonly #waiting: Entry<T>[] = [];
  readonly #running = new Set<Entry<T>>();
  readonly #onWaiting: (lane: Turn) => void;
  #closed: { readonly reason: unknown } | undefined;

  /** @param onWaiting Called when a task waits where none did. */
  constructor(onWaiting: (lane: Turn) => void) {
    this.#onWaiting = onWaiting;
  }

  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  run(task: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    promise.catch(() => { /* whoever awaits the promise learns of it; that may be later than it rejects */ });
    if (this.#closed !== undefined) {
      reject(this.#closed.reason);
      return promise;
    }
    this.#waiting.push({ task, resolve, reject });
    if (this.#waiting.length === 1) this.#onWaiting(this);
    return promise;
  }

  startFirst(): Promise<void> | undefined {
    const entry = this.#waiting.shift();
    if (entry === undefined) return undefined;
    this.#running.add(entry);
    return entry.task().then(entry.resolve, entry.reject).finally(() => this.#running.delete(entry));
  }

  close(reason: unknown): void {
    this.#closed ??= { reason };
    for (const entry of [...this.#running, ...this.#waiting.splice(0)]) entry.reject(reason);
  }
}
