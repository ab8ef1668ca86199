/**
 * Lets one through at a time, in the order of asking.
 *
 * @example const unlock = await mutex.lock(); try { … } finally { unlock(); }
 */
export class Mutex {
  private last: Promise<unknown> = Promise.resolve();

  /** @returns how to let the next one through, once nobody else is in; twice does no harm. */
  async lock(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const before = this.last;
    this.last = promise;
    await before;
    return () => {
      resolve(undefined);
    };
  }
}
