import type { IncomingMessage } from "node:http";
import type { Context, Middleware } from "koa";
import { asRequest } from "../lib/current-request.ts";

/** Gives every request an id of its own, which its answer and its log entries carry. */
export function requestId(idOf: (request: IncomingMessage) => string): Middleware {
  return async (ctx, next) => {
    const id = idOf(ctx.req);
    ctx.state["requestId"] = id;
    ctx.set("X-Request-Id", id);
    await asRequest(id, next);
  };
}

export function requestIdOf(ctx: Context): string {
  return String(ctx.state["requestId"]);
}
