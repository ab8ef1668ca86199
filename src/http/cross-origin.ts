import type { IncomingMessage } from "node:http";
import cors from "@koa/cors";
import type { Middleware } from "koa";

/** Pages of other origins that may use the service from a browser; `"*"` stands for all of them. */
export type CorsOrigins = readonly string[] | "*";

/** Open to every page: public keys, and the description of the service. */
const OPEN = /^\/(?:\.well-known\/|api\/openapi\.json$)/;

/** A browser keeps the answer to a preflight for so long. */
const MAX_AGE_S = 7_200;

/** What clients send beyond the headers that need no leave. */
const ALLOWED_HEADERS = [
  "Accept",
  "Api-Key",
  "Apollo-Require-Preflight",
  "Cache-Control",
  "Content-Type",
  "Idempotency-Key",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "If-Unmodified-Since",
  "Last-Event-ID",
  "Range",
  "Session-Key",
  "Traceparent",
  "Tracestate",
  "X-Apollo-Operation-Name",
  "X-Request-Id",
];

/** What clients read beyond the headers that every page may read. */
const EXPOSED_HEADERS = [
  "Accept-Ranges",
  "Content-Disposition",
  "Content-Length",
  "Content-Range",
  "ETag",
  "Link",
  "Location",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "X-Request-Id",
];

/**
 * Lets pages of the listed origins use the service, as the Fetch standard has it (CORS).
 *
 * Credentials are never allowed: the service knows no cookies, and a page sends its key in a header of its own.
 */
export function allowOrigins(origins: CorsOrigins): Middleware {
  return cors({
    origin: ({ path, headers: { origin = "" } }) => {
      if (origins === "*" || OPEN.test(path)) return "*";
      return origins.includes(origin) ? origin : "";
    },
    allowMethods: ["GET", "HEAD", "POST", "PATCH", "DELETE"],
    allowHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: MAX_AGE_S,
  });
}

/**
 * Whether a page may open a WebSocket, to which CORS does not apply: of a listed origin, or the service's own, which is where its address says
 * that it is. Whatever sends no origin is no page.
 */
export function mayOpenSocket(
  { headers: { origin, host } }: IncomingMessage,
  { origins, publicUrl }: { readonly origins: CorsOrigins; readonly publicUrl: string | undefined },
): boolean {
  if (origin === undefined || origins === "*" || origins.includes(origin)) return true;
  if (publicUrl !== undefined && new URL(publicUrl).origin === origin) return true;
  return host !== undefined && URL.parse(origin)?.host === host.toLowerCase();
}
