import DataLoader from "dataloader";

/** Finds what belongs to a key. */
export interface BatchLoader<Key extends string, Value> {
  load(key: Key): Promise<Value>;
}

/**
 * Joins the look-ups of one moment into one, in the order of their keys.
 *
 * Nothing is kept: a mutation's answer and every event of a subscription are read anew. A loader takes nothing until it is asked: each request has some.
 *
 * @param schedule when the moment is over: once the promises of a request have gone as far as they can, unless told.
 */
export function batchLoader<Key extends string, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  schedule?: (isOver: () => void) => unknown,
): BatchLoader<Key, Value> {
  let loader: DataLoader<Key, Value> | undefined;
  return {
    load: (key) => {
      loader ??= new DataLoader<Key, Value>(read, { cache: false, ...(schedule && { batchScheduleFn: schedule }) });
      return loader.load(key);
    },
  };
}
