/** Does the work of each value, of several at the same time, and yields what comes of it in the values' order. The first failure is thrown once all that has begun is over. */
export async function* ahead<V, R>(
  values: AsyncIterable<V>,
  most: number,
  work: (value: V) => Promise<R>,
): AsyncGenerator<Awaited<R>, void, undefined> {
  const begun: Promise<R>[] = [];
  try {
    for await (const value of values) {
      const promise = work(value);
      promise.catch(() => undefined); // it is thrown in its turn
      begun.push(promise);
      const [first] = begun;
      if (first === undefined || begun.length < most) continue;
      yield await first;
      void begun.shift();
    }
    for (const each of begun) yield await each;
  } finally {
    await Promise.allSettled(begun);
  }
}
