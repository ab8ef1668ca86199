import { koaMiddleware } from "@as-integrations/koa";
import type { ApolloServer } from "@apollo/server";
import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { HTTP_STATUS } from "../jsonapi/http-status.ts";
import { readJson } from "../lib/read-json.ts";
import { wrongBody, wrongOperationName, type WrongParameter } from "./graphql-parameters.ts";
import { route } from "./route.ts";

/** Serves `/graphql` over HTTP. */
export function graphqlRoute(
  apollo: ApolloServer<RequestContext>,
  contextOf: (ctx: Context) => RequestContext,
): Middleware {
  const serve = koaMiddleware(apollo, { context: ({ ctx }) => Promise.resolve(contextOf(ctx)) });
  const answer = async (ctx: Context) => {
    ctx.set("Cache-Control", "no-store"); // an answer may hold Session-Keys
    try {
      const wrong = ctx.method === "POST" ? wrongBody(await bodyOf(ctx)) : wrongSearch(ctx);
      if (wrong === null) await serve(ctx, () => Promise.resolve());
      else refuse(ctx, 400, { code: "BAD_REQUEST", ...wrong });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refuse(ctx, HTTP_STATUS[error.code], error);
    }
  };
  return route({ paths: ["/graphql"], methods: ["GET", "POST"], serve: answer });
}

/** The body, put where Apollo's middleware looks for it. */
async function bodyOf(ctx: Context): Promise<unknown> {
  if (!ctx.is("application/json"))
    throw new ServiceError("MEDIA_TYPE_UNSUPPORTED", "Send the operation as application/json.");
  const body = await readJson(ctx.req);
  Object.assign(ctx.request, { body });
  return body;
}

/** Of a GET; Apollo looks at all else. */
function wrongSearch(ctx: Context): WrongParameter | null {
  const { operationName } = ctx.query;
  return operationName === undefined ? null : wrongOperationName(operationName);
}

/** In GraphQL's shape, under the media type that was asked for. */
function refuse(
  ctx: Context,
  status: number,
  { message, code, field }: (WrongParameter & { readonly code: string }) | ServiceError,
): void {
  ctx.status = status;
  ctx.body = { errors: [{ message, extensions: { code, ...(field !== undefined && { field }) } }] };
  if (ctx.get("Accept").includes("application/graphql-response+json"))
    ctx.type = "application/graphql-response+json; charset=utf-8";
}
