/** Does work of one name one after the other, in the order of its coming; work of different names does not wait for each other. */
export type InTurn = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export function oneAtATime(): InTurn {
  const ends = new Map<string, Promise<null>>();
  return async (name, work) => {
    const before = ends.get(name);
    const { promise: end, resolve } = Promise.withResolvers<null>();
    ends.set(name, end);
    try {
      await before;
      return await work();
    } finally {
      resolve(null);
      if (ends.get(name) === end) ends.delete(name);
    }
  };
}
