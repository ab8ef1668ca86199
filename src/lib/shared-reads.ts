import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Reads that all who ask for the same at the same time share.
 *
 * A read begins with the next turn of the event loop, and after the one before of its name has ended. Who asks meanwhile shares it, so nobody
 * gets what was read before the asking.
 */
export class SharedReads<T> {
  private readonly running = new Map<string, Promise<T>>();
  private readonly next = new Map<string, Promise<T>>();

  /** @param name stands for all that the answer depends on. */
  read(name: string, read: () => Promise<T>): Promise<T> {
    const waiting = this.next.get(name);
    if (waiting !== undefined) return waiting;
    const shared = this.begin(name, read);
    this.next.set(name, shared);
    return shared;
  }

  private async begin(name: string, read: () => Promise<T>): Promise<T> {
    await Promise.allSettled([this.running.get(name)]);
    await nextTurn();
    this.next.delete(name);
    const reading = read();
    this.running.set(name, reading);
    try {
      return await reading;
    } finally {
      if (this.running.get(name) === reading) this.running.delete(name);
    }
  }
}
