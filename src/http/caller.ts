import type { IncomingMessage } from "node:http";
import type { Caller } from "../graphql/request-context.ts";

/** Characters of a `User-Agent` that are kept. */
const MAX_AGENT = 1_000;

/** What of a request only those know who know which proxies are trusted. */
export interface CallerDeps {
  readonly clientOf: (request: IncomingMessage) => string | null;
  readonly schemeOf: (request: IncomingMessage) => "http" | "https";
}

/** What the headers of a request say of its sender; those that hold credentials on HTTP alone. */
export function callerOf(request: IncomingMessage, { clientOf, schemeOf }: CallerDeps): Caller {
  const { headers } = request;
  const text = (name: string) => String(headers[name] ?? "") || null;
  return {
    apiKey: text("api-key") ?? undefined,
    sessionKey: text("session-key") ?? undefined,
    idempotencyKey: text("idempotency-key") ?? undefined,
    origin: originOf(request, schemeOf(request)),
    client: clientOf(request),
    agent: text("user-agent")?.slice(0, MAX_AGENT) ?? null,
  };
}

/** By the host that was asked for; a request by HTTP/1.0 may name none, and gets the address that it has reached. */
function originOf(
  { headers: { host }, socket: { localAddress = "", localPort } }: IncomingMessage,
  scheme: "http" | "https",
): string {
  const named = URL.parse(`${scheme}://${host ?? ""}`)?.origin;
  return named ?? `${scheme}://${localAddress.includes(":") ? `[${localAddress}]` : localAddress}:${localPort}`;
}
