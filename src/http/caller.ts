import type { IncomingMessage } from "node:http";
import type { Caller } from "../graphql/request-context.ts";
import { RecentMap } from "../lib/recent-map.ts";

/** Characters of a `User-Agent` that are kept. */
const MAX_AGENT = 1_000;

/** Characters of an address that is remembered: a scheme, a DNS name and a port. */
const MAX_ADDRESS = 270;

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
    credentials: { apiKey: text("api-key") ?? undefined, sessionKey: text("session-key") ?? undefined },
    idempotencyKey: text("idempotency-key") ?? undefined,
    origin: originOf(request, schemeOf(request)),
    client: clientOf(request),
    agent: text("user-agent")?.slice(0, MAX_AGENT) ?? null,
  };
}

/** By the addresses that were asked for: a service has few. */
const origins = new RecentMap<string>(100);

function parsedOrigin(address: string): string | undefined {
  const origin = URL.parse(address)?.origin;
  if (origin !== undefined && address.length <= MAX_ADDRESS) origins.set(address, origin);
  return origin;
}

/** By the host that was asked for; a request by HTTP/1.0 may name none, and gets the address that it has reached. */
function originOf({ headers: { host }, socket }: IncomingMessage, scheme: "http" | "https"): string {
  const address = `${scheme}://${host ?? ""}`;
  const named = origins.get(address) ?? parsedOrigin(address);
  if (named !== undefined) return named;
  const { localAddress = "", localPort } = socket; // the operating system is asked for them
  return `${scheme}://${localAddress.includes(":") ? `[${localAddress}]` : localAddress}:${localPort}`;
}
