import { type Context, type Link, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Attributes, Span, TextMapPropagator, TimeInput, Tracer, SpanKind } from "@opentelemetry/api";
import { currentSpan, type CurrentSpan, withinSpan } from "../lib/current-request.ts";

export interface SpanWords {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
}

/** A span of what is over. */
export interface PastSpan extends SpanWords {
  readonly from: TimeInput;
  readonly until: TimeInput;
  readonly links?: readonly Link[];
  /** Why it has failed. */
  readonly error?: string | undefined;
}

/** Tells a collector what the service does, in spans by OpenTelemetry. */
export class Tracing {
  constructor(
    private readonly tracer: Tracer,
    private readonly propagator: TextMapPropagator<Readonly<Record<string, string | string[] | undefined>>>,
    /** Sends what is left, and resolves when nothing more will be sent. */
    readonly stop: () => Promise<void>,
  ) {}

  /** Begins a span that whoever has sent these headers may have begun a trace for; what they say that is no trace is ignored. */
  begin(words: SpanWords, headers: Readonly<Record<string, string | string[] | undefined>>): CurrentSpan {
    const parent = this.propagator.extract(ROOT_CONTEXT, headers, HEADERS);
    return this.within(parent, words);
  }

  /** Does work as a part of what is going on, and tells whether it has failed. */
  async during<T>(words: SpanWords, work: () => Promise<T>): Promise<T> {
    const current = this.within(currentSpan()?.context ?? ROOT_CONTEXT, words);
    try {
      return await withinSpan(current, work);
    } catch (thrown) {
      fail(current.span, thrown instanceof Error ? thrown.name : "Error");
      throw thrown;
    } finally {
      current.span.end();
    }
  }

  /** Tells of something that is over, with its parts. */
  past(past: PastSpan, parts: readonly PastSpan[] = []): void {
    const span = this.startPast(ROOT_CONTEXT, past);
    const context = trace.setSpan(ROOT_CONTEXT, span);
    for (const part of parts) this.startPast(context, part).end(part.until);
    span.end(past.until);
  }

  private startPast(context: Context, { name, kind, attributes, from, links = [], error }: PastSpan): Span {
    const span = this.tracer.startSpan(name, { kind, attributes, startTime: from, links: [...links] }, context);
    if (error !== undefined) fail(span, error);
    return span;
  }

  private within(parent: Context, { name, kind, attributes }: SpanWords): CurrentSpan {
    const span = this.tracer.startSpan(name, { kind, attributes }, parent);
    return { span, context: trace.setSpan(parent, span) };
  }
}

/** Marks a span as failed. @param type a name, which tells nothing of what was asked. */
export function fail(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Does work, as a span where anybody traces. */
export function inSpan<T>(tracing: Tracing | null, words: SpanWords, work: () => Promise<T>): Promise<T> {
  return tracing === null ? work() : tracing.during(words, work);
}

const HEADERS = {
  keys: (headers: Readonly<Record<string, string | string[] | undefined>>) => Object.keys(headers),
  get: (headers: Readonly<Record<string, string | string[] | undefined>>, name: string) => headers[name.toLowerCase()],
};

export { SpanKind } from "@opentelemetry/api";
