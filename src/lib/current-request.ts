import { AsyncLocalStorage } from "node:async_hooks";
import type { Context, Span } from "@opentelemetry/api";

const ids = new AsyncLocalStorage<string>();
const spans = new AsyncLocalStorage<CurrentSpan>();

/** The span of which something is a part. */
export interface CurrentSpan {
  readonly span: Span;
  /** The same, as OpenTelemetry hands it on. */
  readonly context: Context;
}

/** Does the work of a request: whatever is logged on the way can tell the request's id. */
export function asRequest<T>(requestId: string, work: () => T): T {
  currentSpan()?.span.setAttribute("tokenworks.request.id", requestId);
  return ids.run(requestId, work);
}

/** Does work that a span tells of. */
export function withinSpan<T>(current: CurrentSpan, work: () => T): T {
  return spans.run(current, work);
}

/** Undefined wherever nobody traces. */
export function currentSpan(): CurrentSpan | undefined {
  return spans.getStore();
}

/** What a log line tells of the request whose work this is; nothing where it is nobody's. What several requests share is one of theirs. */
export function ofRequest(): { readonly requestId?: string; readonly traceId?: string; readonly spanId?: string } {
  const requestId = ids.getStore();
  const traced = currentSpan()?.span.spanContext();
  return {
    ...(requestId !== undefined && { requestId }),
    ...(traced !== undefined && { traceId: traced.traceId, spanId: traced.spanId }),
  };
}
