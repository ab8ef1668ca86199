import { type IncomingMessage, METHODS } from "node:http";
import { type CurrentSpan, currentSpan, withinSpan } from "../lib/current-span.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import type { Handle } from "./direct-request.ts";

/** What is asked every few seconds by machines, and tells nothing. */
const UNTOLD: ReadonlySet<string> = new Set(["/livez", "/readyz", "/metrics"]);
const MAX_AGENT = 256;

/** Tells the scheme by which a client has come. */
export type SchemeOf = (request: IncomingMessage) => string;

/** Makes a span of each request where anybody traces, in the trace that its headers name: neither its path nor its query, which may hold credentials. */
export function traceRequests(tracing: Tracing | null, schemeOf: SchemeOf, handle: Handle): Handle {
  if (tracing === null) return handle;
  return (request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    if (UNTOLD.has(path)) {
      handle(request, response);
      return;
    }
    const current = beginRequest(tracing, schemeOf, request);
    response.once("close", () => {
      const { span } = current;
      if (!response.writableFinished) span.setAttribute("tokenworks.is_cut", true);
      endRequest(current, response.headersSent ? response.statusCode : null);
    });
    withinSpan(current, () => {
      handle(request, response);
    });
  };
}

/** Begins the span of a request, in the trace that its headers name. */
export function beginRequest(tracing: Tracing, schemeOf: SchemeOf, request: IncomingMessage): CurrentSpan {
  const { method = "", headers, httpVersion } = request;
  const name = METHODS.includes(method) ? method : "HTTP";
  const attributes = {
    "http.request.method": name === "HTTP" ? "_OTHER" : method,
    "url.scheme": schemeOf(request),
    "network.protocol.version": httpVersion,
    ...(headers["user-agent"] !== undefined && { "user_agent.original": headers["user-agent"].slice(0, MAX_AGENT) }),
  };
  return tracing.begin({ name, kind: "server", attributes }, headers);
}

/** @param status null where nothing was answered. */
export function endRequest({ span, fail }: CurrentSpan, status: number | null): void {
  if (status !== null) span.setAttribute("http.response.status_code", status);
  if (status !== null && status >= 500) fail(String(status));
  span.end();
}

/** Makes a span of a request that is to become a WebSocket. @returns told the status that it is answered with; null where nobody traces. */
export function traceUpgrade(
  tracing: Tracing | null,
  schemeOf: SchemeOf,
  { request, route }: { readonly request: IncomingMessage; readonly route: string | null },
): { readonly span: CurrentSpan["span"]; readonly end: (status: number) => void } | null {
  if (tracing === null) return null;
  const current = beginRequest(tracing, schemeOf, request);
  if (route !== null)
    withinSpan(current, () => {
      tellRoute("GET", route);
    });
  return {
    span: current.span,
    end: (status) => {
      endRequest(current, status);
    },
  };
}

/** Has the request's span, where there is one, tell its address as `addresses.ts` has it. */
export function tellRoute(method: string, route: string): void {
  currentSpan()?.span.updateName(`${method} ${route}`).setAttribute("http.route", route);
}
