/**
 * One result for all who are told the same: thousands of listeners ask the same of an event, and executing it for each of them took most of the
 * time until the last one was told. What is written of it is the same, too, and written once.
 *
 * Shared is what the same credentials have asked of the same event in the same words, within one turn of the event loop; who comes later is
 * answered anew. Errors are not shared, for each names its own request.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { execute, type ExecutionArgs, type ExecutionResult } from "graphql";
import type { RequestContext } from "../graphql/request-context.ts";
import { perRequest } from "../lib/per-request.ts";

/** By what the result depends on besides the event and the document. */
type ByAsking = Map<string, Promise<ExecutionResult>>;

const results = new WeakMap<object, WeakMap<object, ByAsking>>();

/** Executes an operation with an event as its root value in the next turn of the event loop, or gives what it has just given to somebody else. */
export async function executeShared(args: ExecutionArgs, event: unknown): Promise<ExecutionResult> {
  if (typeof event !== "object" || event === null) return run(args, event);
  const byAsking = askedOf(event, args.document);
  const asking = askingOf(args);
  const shared = byAsking.get(asking);
  if (shared !== undefined) {
    const result = await shared;
    return result.errors === undefined ? result : run(args, event);
  }
  const first = run(args, event);
  byAsking.set(asking, first);
  const forget = () => setImmediate(() => byAsking.delete(asking));
  first.then(forget, forget);
  return first;
}

/** Each event is an operation of its own to whatever keeps something for one. */
async function run(args: ExecutionArgs, rootValue: unknown): Promise<ExecutionResult> {
  await nextTurn(); // others get theirs between the results of one
  return execute({ ...args, rootValue, contextValue: { ...(args.contextValue as RequestContext) } });
}

function askedOf(event: object, document: object): ByAsking {
  const byDocument = results.get(event) ?? new WeakMap<object, ByAsking>();
  results.set(event, byDocument);
  const byAsking: ByAsking = byDocument.get(document) ?? new Map<string, Promise<ExecutionResult>>();
  byDocument.set(document, byAsking);
  return byAsking;
}

/** All of the context but what says nothing about the answer: which request it is, where from, and by which program. */
const askingOf = perRequest(({ operationName, variableValues, contextValue }: ExecutionArgs) => {
  const { requestId: _id, container: _container, caller, ...context } = contextValue as RequestContext;
  const { client: _client, agent: _agent, ...asker } = caller;
  return JSON.stringify([asker, context, operationName, variableValues]);
});

/** What was last written of a result, and under which id. */
interface Written {
  readonly payload: string;
  readonly id: string;
  readonly bytes: Buffer;
}

const written = new WeakMap<ExecutionResult, Written>();

/**
 * The message of `graphql-transport-ws` that tells a result: written once for all who have the operation under the same id, as most clients do.
 *
 * @param payloadOf what the message says; not asked again for a result that is shared.
 */
export function nextMessage(id: string, result: ExecutionResult, payloadOf: () => object): Buffer {
  const before = written.get(result);
  if (before?.id === id) return before.bytes;
  const payload = before?.payload ?? JSON.stringify(payloadOf());
  const bytes = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":${payload}}`);
  if (result.errors === undefined) written.set(result, { payload, id, bytes });
  return bytes;
}
