import { type DocumentNode, Kind, type SelectionSetNode } from "graphql";
import { ServiceError } from "../errors.ts";

/** Whether two fields of one name can be merged is asked of each pair, and of each pair of fragments. */
const MAX_SAME = 50;

/**
 * Refuses a document that validation would have to compare too much in.
 *
 * @throws {ServiceError} `QUERY_TOO_COMPLEX`
 */
export function refuseCrowded({ definitions }: DocumentNode): void {
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  if (fragments.length > MAX_SAME)
    throw new ServiceError("QUERY_TOO_COMPLEX", `A document has at most ${MAX_SAME} fragments.`);
  for (const definition of definitions)
    if ("selectionSet" in definition) refuseSame(definition.selectionSet, new Map());
}

/** @param seen how often each name has come; an inline fragment's fields are those of the selection around it. */
function refuseSame({ selections }: SelectionSetNode, seen: Map<string, number>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) refuseSame(selection.selectionSet, seen);
    if (selection.kind !== Kind.FIELD) continue;
    const name = (selection.alias ?? selection.name).value;
    const times = (seen.get(name) ?? 0) + 1;
    if (times > MAX_SAME)
      throw new ServiceError("QUERY_TOO_COMPLEX", `A selection names the same field at most ${MAX_SAME} times.`);
    seen.set(name, times);
    if (selection.selectionSet) refuseSame(selection.selectionSet, new Map());
  }
}
