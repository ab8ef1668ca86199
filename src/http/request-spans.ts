import { METHODS } from "node:http";
import type { Handle } from "./direct-request.ts";
import { currentSpan, withinSpan } from "../lib/current-request.ts";
import { fail, SpanKind, type Tracing } from "../telemetry/tracing.ts";

/** What is asked every few seconds by machines, and tells nothing. */
const UNTOLD: ReadonlySet<string> = new Set(["/livez", "/readyz", "/metrics"]);
const MAX_AGENT = 256;

/** Makes a span of each request where anybody traces, in the trace that its headers name: neither its path nor its query, which may hold credentials. */
export function traceRequests(tracing: Tracing | null, handle: Handle): Handle {
  if (tracing === null) return handle;
  return (request, response) => {
    const { method = "", url = "", headers, httpVersion } = request;
    if (UNTOLD.has(url)) {
      handle(request, response);
      return;
    }
    const name = METHODS.includes(method) ? method : "HTTP";
    const attributes = {
      "http.request.method": name === "HTTP" ? "_OTHER" : method,
      "network.protocol.version": httpVersion,
      ...(headers["user-agent"] !== undefined && { "user_agent.original": headers["user-agent"].slice(0, MAX_AGENT) }),
    };
    const current = tracing.begin({ name, kind: SpanKind.SERVER, attributes }, headers);
    response.once("close", () => {
      const { span } = current;
      if (response.headersSent) span.setAttribute("http.response.status_code", response.statusCode);
      if (!response.writableFinished) span.setAttribute("tokenworks.is_cut", true);
      if (response.statusCode >= 500) fail(span, String(response.statusCode));
      span.end();
    });
    withinSpan(current, () => {
      handle(request, response);
    });
  };
}

/** Has the request's span, where there is one, tell its address as `addresses.ts` has it. */
export function tellRoute(method: string, route: string): void {
  currentSpan()?.span.updateName(`${method} ${route}`).setAttribute("http.route", route);
}
