import type { Context, Middleware } from "koa";
import type { Logger } from "pino";
import { requestIdOf } from "./request-id.ts";

/** Writes one line for each request once it is answered; its headers, which hold credentials, stay out. */
export function logRequests(log: Logger, monotonicMs: () => number): Middleware {
  return async (ctx, next) => {
    const startedMs = monotonicMs();
    ctx.res.once("close", () => {
      log.debug(entryOf(ctx, monotonicMs() - startedMs), "request");
    });
    await next();
  };
}

function entryOf(ctx: Context, elapsedMs: number) {
  return {
    requestId: requestIdOf(ctx),
    method: ctx.method,
    route: routeOf(ctx.path),
    status: ctx.res.statusCode,
    elapsedMs: Math.round(elapsedMs),
  };
}

/** The path without its ids: a session's id is a credential. */
function routeOf(path: string): string {
  return path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, ":id");
}
