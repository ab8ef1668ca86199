import { AsyncLocalStorage } from "node:async_hooks";
import { currentSpan, ofTrace } from "./current-span.ts";

const ids = new AsyncLocalStorage<string>();

/** Does the work of a request: whatever is logged on the way can tell the request's id. */
export function asRequest<T>(requestId: string, work: () => T): T {
  currentSpan()?.span.setAttribute("tokenworks.request.id", requestId);
  return ids.run(requestId, work);
}

/** What a log line tells of the request whose work this is; nothing where it is nobody's. What several requests share is one of theirs. */
export function ofRequest(): { readonly requestId?: string; readonly traceId?: string; readonly spanId?: string } {
  const requestId = ids.getStore();
  return { ...(requestId !== undefined && { requestId }), ...ofTrace() };
}
