import type { Context } from "koa";
import type { SentOperation } from "../graphql/prepare-operation.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import type { Runtime } from "../lib/runtime.ts";
import { sendEvents, type ServerSentEvent } from "./send-events.ts";
import type { Stream, Streams } from "./streams.ts";

export interface GraphqlStreamDeps {
  readonly streams: Streams;
  readonly contextOf: (ctx: Context) => RequestContext;
  readonly timer: Runtime["timer"];
}

/**
 * Answers an operation by the protocol of graphql-sse, in its mode of distinct connections: each result an event `next`, then one `complete`.
 *
 * The library's own handler would make results whether or not the one before is taken, and check each document once more; what it writes is these
 * two events.
 *
 * @throws {ServiceError} what `Streams` refuses; nothing is sent then.
 */
export async function streamResults(
  ctx: Context,
  sent: SentOperation,
  { streams, contextOf, timer }: GraphqlStreamDeps,
): Promise<void> {
  const isRead = ctx.method === "GET";
  const stream = await streams.open({ response: ctx.res, context: contextOf(ctx), sent, isRead });
  const end = () => {
    stream.end();
  };
  await sendEvents(ctx, { events: eventsOf(stream), end }, timer);
}

/** A stream that is cut has no end: its client is to ask again. */
async function* eventsOf(stream: Stream): AsyncGenerator<ServerSentEvent, void, undefined> {
  for await (const result of stream.results()) yield { event: "next", data: JSON.stringify(result) };
  if (stream.ending === "revoked") yield { event: "next", data: JSON.stringify(stream.revocation) };
  if (stream.ending !== "cut") yield { event: "complete", data: "" };
}
