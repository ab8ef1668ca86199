import DataLoader from "dataloader";

/**
 * Joins the look-ups of one moment into one, in the order of their keys.
 *
 * Nothing is kept: a mutation's answer and every event of a subscription are read anew.
 *
 * @param schedule when the moment is over: once the promises of a request have gone as far as they can, unless told.
 */
export function batchLoader<Key extends string, Value>(
  read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  schedule?: (isOver: () => void) => unknown,
): DataLoader<Key, Value> {
  return new DataLoader<Key, Value>(read, { cache: false, ...(schedule && { batchScheduleFn: schedule }) });
}
