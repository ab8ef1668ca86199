import type { IncomingMessage } from "node:http";
import type { Caller } from "../graphql/request-context.ts";
import { RecentMap } from "../lib/recent-map.ts";

/** Characters of a `User-Agent` that are kept. */
const MAX_AGENT = 1_000;

/** Characters of a host that is remembered: a DNS name with a port. */
const MAX_HOST = 260;

/** What the headers of a request say of its sender; those that hold credentials on HTTP alone. */
export function callerOf(request: IncomingMessage, client: string | null): Caller {
  const { headers } = request;
  const text = (name: string) => String(headers[name] ?? "") || null;
  return {
    apiKey: text("api-key") ?? undefined,
    sessionKey: text("session-key") ?? undefined,
    idempotencyKey: text("idempotency-key") ?? undefined,
    origin: originOf(request),
    client,
    agent: text("user-agent")?.slice(0, MAX_AGENT) ?? null,
  };
}

/** By the hosts that were asked for: a service has few. */
const origins = new RecentMap<string>(100);

function parsedOrigin(host: string): string | undefined {
  const origin = URL.parse(`http://${host}`)?.origin;
  if (origin !== undefined && host.length <= MAX_HOST) origins.set(host, origin);
  return origin;
}

/** By the host that was asked for; a request by HTTP/1.0 may name none, and gets the address that it has reached. */
function originOf({ headers: { host }, socket: { localAddress = "", localPort } }: IncomingMessage): string {
  const named = origins.get(host ?? "") ?? parsedOrigin(host ?? "");
  return named ?? `http://${localAddress.includes(":") ? `[${localAddress}]` : localAddress}:${localPort}`;
}
