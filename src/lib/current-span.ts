// What the service needs to know of spans. Of OpenTelemetry it names types alone: without anybody who traces, nothing of it is loaded.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Attributes, Link, Span } from "@opentelemetry/api";
import { ServiceError } from "../errors.ts";

/** OpenTelemetry's mark of a trace that is told to somebody. */
const SAMPLED = 1;

/** What a span tells from its beginning on. */
export interface SpanWords {
  readonly name: string;
  /** What somebody has asked for, or what somebody else is asked; the service's own work unless told. */
  readonly kind?: "server" | "client";
  readonly attributes?: Attributes;
  readonly links?: readonly Link[];
}

/** A span that is under way. */
export interface CurrentSpan {
  readonly span: Span;
  /** Begins a part of it. */
  readonly begin: (words: SpanWords) => CurrentSpan;
  /** Names and values by which somebody who is asked can take it up. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Marks it as failed. @param type a name of few, as messages may quote what was sent. */
  readonly fail: (type: string) => void;
}

const spans = new AsyncLocalStorage<CurrentSpan>();

/** Does work that a span tells of. */
export function withinSpan<T>(current: CurrentSpan, work: () => T): T {
  return spans.run(current, work);
}

/** Undefined wherever nobody traces. */
export function currentSpan(): CurrentSpan | undefined {
  return spans.getStore();
}

/** Does work as a part of what is going on: a span of its own where anybody traces. */
export function asPart<T>(words: SpanWords, work: () => Promise<T>): Promise<T> {
  const current = currentSpan();
  return current === undefined ? work() : untilDone(current.begin(words), work);
}

/** Does work that a span tells of until it is done, or has failed. */
export async function untilDone<T>(current: CurrentSpan, work: () => Promise<T>): Promise<T> {
  try {
    return await withinSpan(current, work);
  } catch (thrown) {
    current.fail(errorType(thrown));
    throw thrown;
  } finally {
    current.span.end();
  }
}

/** What somebody else is told who is asked now; nothing where nobody traces. */
export function traceHeaders(): Readonly<Record<string, string>> {
  return currentSpan()?.headers() ?? {};
}

/** What a log line tells of the trace that this is a part of; nothing where nobody is told of it. */
export function ofTrace(): { readonly traceId?: string; readonly spanId?: string } {
  const current = currentSpan();
  if (current === undefined) return {};
  const { traceId, spanId, traceFlags } = current.span.spanContext();
  return (traceFlags & SAMPLED) === SAMPLED ? { traceId, spanId } : {};
}

/** Marks what is going on as failed, where anybody traces. */
export function failCurrentSpan(why: unknown): void {
  currentSpan()?.fail(errorType(why));
}

function errorType(why: unknown): string {
  if (why instanceof ServiceError) return why.code;
  return why instanceof Error ? why.name : "_OTHER";
}
