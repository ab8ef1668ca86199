export interface FairPlacesOptions {
  /** Tasks that run side by side, whoever's they are. */
  readonly places: number;
  /** Beyond them, tasks of each owner that others' tasks never keep waiting. */
  readonly reserved: number;
  /** Tasks that run side by side in all, the reserved ones too; as many as there are owners unless told. */
  readonly max?: number;
}

interface Owner {
  running: number;
  readonly waiting: Set<() => Promise<void>>;
}

/**
 * Runs tasks that may last for long side by side, and holds the rest back. Of the owners with tasks that wait, the one with the fewest
 * that run is next, and of those the one whose turn is longest ago.
 */
export class FairPlaces {
  /** Those with a task, in order of their turns. */
  private readonly owners = new Map<string, Owner>();
  private running = 0;
  private readonly options: FairPlacesOptions;

  constructor(options: FairPlacesOptions) {
    this.options = options;
  }

  /** Runs the task when there is a place for it; rejects with the signal's reason when that aborts before. */
  run<T>(owner: string, task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (signal.aborted) {
      reject(signal.reason as Error); // whatever it is, it is passed on
      return promise;
    }
    const entry = this.owners.get(owner) ?? { running: 0, waiting: new Set() };
    this.owners.set(owner, entry);
    const start = async () => {
      signal.removeEventListener("abort", drop);
      await task().then(resolve, reject);
    };
    const drop = () => {
      entry.waiting.delete(start);
      this.rest(owner, entry);
      reject(signal.reason as Error); // as above
    };
    signal.addEventListener("abort", drop, { once: true });
    entry.waiting.add(start);
    this.startNext();
    return promise;
  }

  private startNext(): void {
    for (let next = this.next(); next !== undefined; next = this.next()) void this.start(...next);
  }

  private async start(name: string, owner: Owner): Promise<void> {
    const [first] = owner.waiting;
    if (first === undefined) return;
    owner.waiting.delete(first);
    this.owners.delete(name);
    this.owners.set(name, owner); // the last in turn now
    this.running += 1;
    owner.running += 1;
    await first();
    this.running -= 1;
    owner.running -= 1;
    this.rest(name, owner);
    this.startNext();
  }

  private next(): [string, Owner] | undefined {
    let next: [string, Owner] | undefined;
    for (const [name, owner] of this.owners) {
      if (owner.waiting.size > 0 && this.hasPlace(owner) && (next === undefined || owner.running < next[1].running))
        next = [name, owner];
    }
    return next;
  }

  private hasPlace({ running }: Owner): boolean {
    const { places, reserved, max = Infinity } = this.options;
    return this.running < places || (running < reserved && this.running < max);
  }

  private rest(name: string, { running, waiting }: Owner): void {
    if (running === 0 && waiting.size === 0) this.owners.delete(name);
  }
}
