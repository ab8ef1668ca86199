/** One at a time, in the order of asking. */
export class Turns {
  private last: Promise<undefined> = Promise.resolve(undefined);
  private asked = 0;

  /** Those who wait, and the one whose turn it is. */
  get length(): number {
    return this.asked;
  }

  /** @returns how to end the turn, once it has come. */
  async take(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const before = this.last;
    this.last = promise;
    this.asked += 1;
    await before;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.asked -= 1;
      resolve(undefined);
    };
  }
}
