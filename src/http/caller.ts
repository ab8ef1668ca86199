import type { IncomingMessage } from "node:http";
import type { Caller } from "../graphql/request-context.ts";

/** Characters of a `User-Agent` that are kept. */
const MAX_AGENT = 1_000;

/** What the headers of a request say of its sender; those that hold credentials on HTTP alone. */
export function callerOf({ headers }: IncomingMessage, client: string | null): Caller {
  const text = (name: string) => String(headers[name] ?? "") || null;
  return {
    apiKey: text("api-key") ?? undefined,
    sessionKey: text("session-key") ?? undefined,
    idempotencyKey: text("idempotency-key") ?? undefined,
    client,
    agent: text("user-agent")?.slice(0, MAX_AGENT) ?? null,
  };
}
