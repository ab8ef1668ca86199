import type { Context, Middleware } from "koa";
import type { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { HTTP_STATUS } from "../jsonapi/http-status.ts";
import { refusalsOf } from "../jsonapi/refusal.ts";
import { sendRefusals } from "../jsonapi/respond.ts";
import type { RateStanding } from "../lib/rate-counters.ts";
import { rateLimited } from "../lib/rate-limited.ts";

export interface LimitRateParts {
  readonly contextOf: (ctx: Context) => RequestContext;
  /** Counts the request; null for one that has no rate. */
  readonly standing: (context: RequestContext) => Promise<RateStanding | null>;
}

/** Counts each request to the API once, whatever it asks for, before its body is read; refuses those above the rate in the words of their face. */
export function limitRate({ contextOf, standing }: LimitRateParts): Middleware {
  return async (ctx, next) => {
    const stands = isCounted(ctx.path) ? await standing(contextOf(ctx)) : null;
    if (stands !== null) tellRate(ctx, stands);
    if (stands?.isWithin === false) refuse(ctx, rateLimited(stands), contextOf(ctx));
    else await next();
  };
}

function isCounted(path: string): boolean {
  return path === "/graphql" || path === "/api" || path.startsWith("/api/");
}

/** Source: draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4. */
function tellRate(
  ctx: Context,
  { policy: { name, limit, windowSeconds }, remaining, resetSeconds }: RateStanding,
): void {
  ctx.set({
    "RateLimit-Policy": `"${name}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  });
}

function refuse(ctx: Context, refusal: ServiceError, context: RequestContext): void {
  if (ctx.path !== "/graphql") {
    sendRefusals(ctx, { title: "Too many requests", refusals: refusalsOf(refusal, {}) ?? [], context });
    return;
  }
  const { code, message, retryAfterSeconds: retryAfter } = refusal;
  ctx.status = HTTP_STATUS[code];
  ctx.set("Retry-After", String(retryAfter));
  ctx.body = { errors: [{ message, extensions: { code, retryAfter } }] };
}
