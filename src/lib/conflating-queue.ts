/**
 * An async iterator fed by pushes, for readers of any speed: an item that conflates takes the place of the one with the same key that still
 * waits, so a slow reader gets the newest value and never a growing buffer of them.
 *
 * It has one reader, who asks for the next item once the one before has come. Unlike an async generator it ends at once when its reader returns, also while that waits.
 */
export class ConflatingQueue<T> implements AsyncIterableIterator<T, undefined> {
  private readonly waiting: { readonly key: string | null; readonly item: T }[] = [];
  private reader: ((result: IteratorResult<T, undefined>) => void) | null = null;
  private ended = false;

  /** @param onReturn called once, when the reader leaves or the queue ends. */
  constructor(private readonly onReturn: () => void) {}

  /** @param conflate the key under which only the newest item waits; null for an item that must be delivered. */
  push(item: T, conflate: string | null = null): void {
    if (this.ended) return;
    if (this.reader !== null) {
      this.reader({ value: item, done: false });
      this.reader = null;
      return;
    }
    const same = conflate === null ? -1 : this.waiting.findIndex(({ key }) => key === conflate);
    if (same >= 0) this.waiting.splice(same, 1);
    this.waiting.push({ key: conflate, item });
  }

  /** Ends the iteration once all that waits has been read. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.onReturn();
    this.reader?.({ value: undefined, done: true });
    this.reader = null;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const first = this.waiting.shift();
    if (first !== undefined) return Promise.resolve({ value: first.item, done: false });
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => (this.reader = resolve));
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.waiting.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
