/**
 * Lets one through at a time, in the order of asking.
 *
 * @example const leave = await lane.take(); try { … } finally { leave(); }
 */
export class Lane {
  private last: Promise<unknown> = Promise.resolve();

  /** @returns how to leave, which lets the next one through; to leave twice does no harm. */
  async take(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const before = this.last;
    this.last = promise;
    await before;
    return () => {
      resolve(undefined);
    };
  }
}
