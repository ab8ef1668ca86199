import type { Context, Middleware } from "koa";
import type { RequestContext } from "../graphql/request-context.ts";
import type { RateStanding } from "../lib/rate-counters.ts";
import { rateLimited } from "../lib/rate-limited.ts";
import { refuseAnywhere } from "./refuse.ts";

export interface LimitRateDeps {
  readonly contextOf: (ctx: Context) => RequestContext;
  /** Counts the request; null for one that has no rate. */
  readonly standing: (context: RequestContext) => Promise<RateStanding | null>;
}

/** Counts each request to the API once, whatever it asks for, before its body is read; refuses those above the rate in the words of their face. */
export function limitRate({ contextOf, standing }: LimitRateDeps): Middleware {
  return async (ctx, next) => {
    const stands = await standing(contextOf(ctx));
    ctx.set(rateHeaders(stands));
    if (stands?.isWithin === false)
      refuseAnywhere(ctx, rateLimited(stands), { title: "Too many requests", context: contextOf(ctx) });
    else await next();
  };
}

/** Source: draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4. */
export function rateHeaders(stands: RateStanding | null): Readonly<Record<string, string>> {
  if (stands === null) return {};
  const {
    policy: { name, limit, windowSeconds },
    remaining,
    resetSeconds,
  } = stands;
  return {
    "RateLimit-Policy": `"${name}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  };
}
