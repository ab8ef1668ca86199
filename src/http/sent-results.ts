/**
 * The results of an operation, which are sent while they are asked for: whoever reads them here is told of their end alone.
 *
 * graphql-ws would copy, check and write each of them anew for each socket, which took longer than to send it.
 */
export class SentResults<Result> implements AsyncIterableIterator<never, undefined> {
  constructor(
    private readonly results: AsyncIterableIterator<Result, undefined>,
    private readonly send: (result: Result) => Promise<void> | void,
  ) {}

  async next(): Promise<IteratorReturnResult<undefined>> {
    for (;;) {
      const result = await this.results.next();
      if (result.done === true) return result;
      await this.send(result.value);
    }
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    await this.results.return?.();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
