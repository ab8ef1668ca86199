import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Span, TextMapPropagator, TimeInput, Tracer } from "@opentelemetry/api";
import { type CurrentSpan, currentSpan, type SpanWords, untilDone } from "../lib/current-span.ts";

/** What a request's header names and says. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A span of what is over. */
export interface PastSpan extends SpanWords {
  readonly from: TimeInput;
  readonly until: TimeInput;
  /** Why it has failed. */
  readonly error?: string | undefined;
}

export interface TracingDeps {
  readonly tracer: Tracer;
  /** Reads of which trace a request is. */
  readonly taken: TextMapPropagator<Headers>;
  /** Writes it for those who are asked. */
  readonly given: TextMapPropagator<Record<string, string>>;
  /** Sends what is left, and resolves when nothing more will be sent. */
  readonly stop: () => Promise<void>;
}

/** Tells a collector what the service does, in spans by OpenTelemetry. */
export class Tracing {
  readonly stop: () => Promise<void>;

  constructor(private readonly deps: TracingDeps) {
    this.stop = deps.stop;
  }

  /** Begins a span that whoever has sent these headers may have begun a trace for; what they say that is no trace is ignored. */
  begin(words: SpanWords, headers: Headers): CurrentSpan {
    return this.within(this.deps.taken.extract(ROOT_CONTEXT, headers, HEADERS), words);
  }

  /** Does work as a part of what is going on, or as what nothing else is the cause of, and tells whether it has failed. */
  during<T>(words: SpanWords, work: () => Promise<T>): Promise<T> {
    return untilDone(currentSpan()?.begin(words) ?? this.within(ROOT_CONTEXT, words), work);
  }

  /** Tells of something that is over, with its parts. */
  past(past: PastSpan, parts: readonly PastSpan[] = []): void {
    const span = this.startPast(ROOT_CONTEXT, past);
    const context = trace.setSpan(ROOT_CONTEXT, span);
    for (const part of parts) this.startPast(context, part).end(part.until);
    span.end(past.until);
  }

  private startPast(context: Context, { from, until: _until, error, ...words }: PastSpan): Span {
    const span = this.start(context, words, from);
    if (error !== undefined) fail(span, error);
    return span;
  }

  private within(parent: Context, words: SpanWords): CurrentSpan {
    const span = this.start(parent, words);
    const context = trace.setSpan(parent, span);
    return {
      span,
      begin: (part) => this.within(context, part),
      headers: () => {
        const headers: Record<string, string> = {};
        this.deps.given.inject(context, headers, WRITTEN);
        return headers;
      },
      fail: (type) => {
        fail(span, type);
      },
    };
  }

  private start(parent: Context, { name, kind, attributes, links = [] }: SpanWords, startTime?: TimeInput): Span {
    const options = {
      links: [...links],
      ...(kind !== undefined && { kind: KINDS[kind] }),
      ...(attributes && { attributes }),
    };
    return this.deps.tracer.startSpan(name, { ...options, ...(startTime !== undefined && { startTime }) }, parent);
  }
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT };

function fail(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

const HEADERS = {
  keys: (headers: Headers) => Object.keys(headers),
  get: (headers: Headers, name: string) => headers[name.toLowerCase()],
};

const WRITTEN = {
  set: (headers: Record<string, string>, name: string, value: string) => {
    headers[name] = value;
  },
};
