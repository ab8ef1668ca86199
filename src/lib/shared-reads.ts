import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";

/** Between the beginnings of two reads of one name: hardly noticed by who waits, and long enough that thousands come together. */
const GATHER_MS = 5;

/**
 * Reads that all who ask for the same at the same time share.
 *
 * A read begins with the next turn of the event loop, but only after the one before of its name has ended, and a few milliseconds after that one has
 * begun. Who asks meanwhile shares it, so nobody gets what was read before the asking.
 */
export class SharedReads<T> {
  /** Settled once the next one of the name may begin. */
  private readonly running = new Map<string, Promise<unknown>>();
  private readonly next = new Map<string, Promise<T>>();

  /** @param gather resolves when another read of the name may begin, if the one that has just begun has ended. */
  constructor(private readonly gather: () => Promise<unknown> = () => wait(GATHER_MS)) {}

  /** @param name stands for all that the answer depends on. */
  read(name: string, read: () => Promise<T>): Promise<T> {
    const waiting = this.next.get(name);
    if (waiting !== undefined) return waiting;
    const shared = this.begin(name, read);
    this.next.set(name, shared);
    return shared;
  }

  private async begin(name: string, read: () => Promise<T>): Promise<T> {
    await this.running.get(name);
    await nextTurn();
    this.next.delete(name);
    const reading = read();
    const running = Promise.allSettled([reading, this.gather()]).then(() => {
      if (this.running.get(name) === running) this.running.delete(name);
    });
    this.running.set(name, running);
    return reading;
  }
}
