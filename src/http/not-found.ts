import type { Context, Middleware } from "koa";
import type { RequestContext } from "../graphql/request-context.ts";
import { sendRefusals } from "../jsonapi/respond.ts";
import { toRefusal } from "../jsonapi/refusal.ts";
import type { Serve } from "./router.ts";

/** What is served nowhere else. */
export const notFound: Middleware = (ctx) => {
  ctx.status = 404;
  ctx.body = {
    errors: [
      {
        message: "There is nothing at this path. The console is at /, GraphQL at /graphql, REST at /api.",
        extensions: { code: "NOT_FOUND" },
      },
    ],
  };
};

/** What REST does not have. */
export function restNotFound(contextOf: (ctx: Context) => RequestContext): Serve {
  return (ctx) => {
    const refusals = [toRefusal("NOT_FOUND", "There is nothing at this path.")];
    sendRefusals(ctx, { title: "Not found", refusals, context: contextOf(ctx) });
  };
}
