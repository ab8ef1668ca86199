import type { FormattedExecutionResult } from "graphql";
import type { Context } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { OPERATIONS } from "../jsonapi/operations.ts";
import { faultRefusal, refusalsOf } from "../jsonapi/refusal.ts";
import { refusedDocument, sendRefusals } from "../jsonapi/respond.ts";
import { type TokensEvent, tokensEvent } from "../jsonapi/tokens-event.ts";
import type { Runtime } from "../lib/runtime.ts";
import { credentialRefused } from "./admit-connection.ts";
import type { Serve } from "./router.ts";
import { EVENT_STREAM, sendEventHeaders, sendEvents, type ServerSentEvent } from "./send-events.ts";
import type { Stream, Streams } from "./streams.ts";

export interface EventsRouteDeps {
  readonly streams: Streams;
  readonly contextOf: (ctx: Context) => RequestContext;
  readonly onFault: (fault: unknown, context: RequestContext) => void;
  readonly timer: Runtime["timer"];
}

/** As `tokensEvent` makes them; the id of the end is that of the last record, marked. */
const ID = /^\d+-\d+-\d+(?:-end)?$/;
const END = "-end";

const FAILURE = "Tokens not followed";

/**
 * Follows one line by server-sent events whose data are REST's documents: an event `message` for each record, then one `end`, which repeats the
 * last of them or tells the refusal that it ended with.
 *
 * Whoever has seen the end, and comes again as a browser does, gets 204, by which a browser's EventSource knows not to come any more.
 */
export function eventsRoute(deps: EventsRouteDeps): Serve {
  return async (ctx) => {
    const context = deps.contextOf(ctx);
    try {
      refuseOthers(ctx);
      const sent = { query: OPERATIONS.followTokens.text, variables: { id: ctx.params["id"] } };
      await follow(ctx, await deps.streams.open({ response: ctx.res, context, sent, isRead: true }), deps);
    } catch (thrown) {
      const refusals = refusalsOf(thrown, {});
      if (refusals === null) deps.onFault(thrown, context);
      if (ctx.res.headersSent || !ctx.res.writable) return;
      sendRefusals(ctx, { title: FAILURE, refusals: refusals ?? [faultRefusal()], context });
    }
  };
}

function refuseOthers(ctx: Context): void {
  if (ctx.accepts([EVENT_STREAM]) !== EVENT_STREAM)
    throw new ServiceError("NOT_ACCEPTABLE", `The answer is ${EVENT_STREAM}; Accept must allow it.`, "Accept");
  const [unknown] = new URLSearchParams(ctx.querystring).keys();
  if (unknown !== undefined)
    throw new ServiceError("PARAMETER_INVALID", "Events know no query parameters.", unknown.slice(0, 64));
}

async function follow(ctx: Context, stream: Stream, { contextOf, timer }: EventsRouteDeps): Promise<void> {
  const course = new Course(ctx, stream, contextOf(ctx));
  try {
    if (!(await course.begin())) {
      ctx.status = 204;
    } else if (ctx.method === "HEAD") {
      sendEventHeaders(ctx);
      ctx.res.end();
    } else {
      const end = () => {
        stream.end();
      };
      await sendEvents(ctx, { events: course.events(), end }, timer);
    }
  } finally {
    stream.end();
  }
}

/** The records of one line, from the present one on, for a reader who may have seen some. */
class Course {
  private readonly results: AsyncGenerator<FormattedExecutionResult, void, undefined>;
  /** The last event that the reader has seen; null for a new one. */
  private readonly seen: string | null;
  private first: TokensEvent | null = null;
  /** What it ends with instead of a record. */
  private refusal: string | null = null;

  constructor(
    private readonly ctx: Context,
    private readonly stream: Stream,
    private readonly context: RequestContext,
  ) {
    this.results = stream.results();
    const seen = ctx.get("Last-Event-ID");
    this.seen = ID.test(seen) ? seen : null;
  }

  /**
   * Looks at what is now.
   *
   * @returns false for a reader who has seen the end.
   * @throws what the line is refused with, to a reader who has seen nothing of it.
   */
  async begin(): Promise<boolean> {
    try {
      const { value } = await this.results.next();
      this.first = value ? tokensEvent(value, this.context) : null;
    } catch (thrown) {
      if (this.seen === null) throw thrown;
      this.refuse(thrown);
      return this.refusal === null || !this.seen.endsWith(END); // it is gone since
    }
    return this.first?.isLast !== true || this.seen !== `${this.first.id}${END}`;
  }

  async *events(): AsyncGenerator<ServerSentEvent, void, undefined> {
    let last = this.first;
    if (last !== null && last.id !== this.seen) yield toEvent(last);
    try {
      for await (const result of this.results) {
        last = tokensEvent(result, this.context);
        yield toEvent(last);
      }
    } catch (thrown) {
      this.refuse(thrown);
    }
    const end = this.endAfter(last);
    if (end !== null) yield end;
  }

  /** Null where the connection ends before the line does: its reader is to come again. */
  private endAfter(last: TokensEvent | null): ServerSentEvent | null {
    if (last?.isLast !== true && this.stream.ending === "revoked") this.refuse(credentialRefused({}));
    const data = this.refusal ?? (last?.isLast === true ? last.document : null);
    return data === null ? null : { event: "end", id: `${last?.id ?? this.seen ?? "0-0-0"}${END}`, data };
  }

  /** What passes, such as a database that is away, is no end of the line: its reader is to come again. */
  private refuse(thrown: unknown): void {
    const refusals = refusalsOf(thrown, {}) ?? [faultRefusal()];
    if (refusals.some(({ status }) => status >= 500)) return;
    this.refusal = JSON.stringify(refusedDocument(this.ctx, { title: FAILURE, refusals, context: this.context }));
  }
}

function toEvent({ id, document }: TokensEvent): ServerSentEvent {
  return { id, data: document };
}
