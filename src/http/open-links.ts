import type { Context, Middleware } from "koa";
import type { RequestContext } from "../graphql/request-context.ts";
import { refusalIn } from "../lib/passing-fault.ts";
import { refuseAnywhere } from "./refuse.ts";

export interface OpenLinksDeps {
  /** The query parameter that makes an address a link. */
  readonly parameter: string;
  /** The Session-Key that a link to a target stands for; throws a `ServiceError` for one that is no good. */
  readonly open: (target: string, link: string) => Promise<string>;
  readonly contextOf: (ctx: Context) => RequestContext;
}

/**
 * Turns a request by a signed link into the one that the link stands for: with the Session-Key in its header, and without the signature.
 *
 * Whatever comes behind, rates and quotas too, sees that request alone.
 */
export function openLinks({ parameter, open, contextOf }: OpenLinksDeps): Middleware {
  return async (ctx, next) => {
    if (!isLink(ctx, parameter)) {
      await next();
      return;
    }
    try {
      const [, target = "", link = ""] = new RegExp(`^(.*)[?&]${parameter}=([\\w-]*)$`).exec(ctx.url) ?? [];
      const key = await open(target, link);
      delete ctx.req.headers["api-key"];
      ctx.req.headers["session-key"] = key;
      ctx.url = target;
    } catch (thrown) {
      const refusal = refusalIn(thrown);
      if (refusal === null) throw thrown;
      refuseAnywhere(ctx, refusal, { title: "Link refused", context: contextOf(ctx) });
      return;
    }
    await next();
  };
}

/** Links are to read, and nothing else knows the parameter. */
function isLink({ method, querystring }: Context, parameter: string): boolean {
  const isRead = method === "GET" || method === "HEAD";
  return isRead && new URLSearchParams(querystring).has(parameter);
}
