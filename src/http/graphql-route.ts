import { koaMiddleware } from "@as-integrations/koa";
import type { ApolloServer } from "@apollo/server";
import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { HTTP_STATUS } from "../jsonapi/http-status.ts";
import { readJson } from "../lib/read-json.ts";

/** Serves `/graphql` over HTTP. */
export function graphqlRoute(apollo: ApolloServer<RequestContext>, contextOf: (ctx: Context) => RequestContext): Middleware {
  const serve = koaMiddleware(apollo, { context: ({ ctx }) => Promise.resolve(contextOf(ctx)) });
  return async (ctx, next) => {
    if (ctx.path !== "/graphql") {
      await next();
      return;
    }
    ctx.set("Cache-Control", "no-store"); // an answer may hold Session-Keys
    try {
      if (ctx.method === "POST") Object.assign(ctx.request, { body: await bodyOf(ctx) }); // where Apollo's middleware looks for it
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      ctx.status = HTTP_STATUS[error.code];
      ctx.body = { errors: [{ message: error.message, extensions: { code: error.code } }] };
      return;
    }
    await serve(ctx, () => Promise.resolve());
  };
}

async function bodyOf(ctx: Context): Promise<unknown> {
  if (!ctx.is("application/json")) throw new ServiceError("MEDIA_TYPE_UNSUPPORTED", "Send the operation as application/json.");
  return readJson(ctx.req);
}
