import type { Context } from "koa";
import type { Caller } from "../graphql/request-context.ts";

/** Who sent a request, by its headers and its connection. */
export function callerOf(ctx: Context): Caller {
  return {
    apiKey: ctx.get("Api-Key") || undefined,
    sessionKey: ctx.get("Session-Key") || undefined,
    idempotencyKey: ctx.get("Idempotency-Key") || undefined,
    client: plainAddress(ctx.req.socket.remoteAddress),
    agent: ctx.get("User-Agent").slice(0, 1_000) || null,
  };
}

/** An IPv4 address that came over IPv6 is shown as what it is. */
export function plainAddress(address: string | undefined): string | null {
  return address?.replace(/^::ffff:/, "") ?? null;
}
