import Router, { type RouterContext } from "@koa/router";
import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import type { ExecuteOperation } from "../graphql/execute-operation.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { ALPHABET_ROUTES } from "./alphabet-routes.ts";
import { refuseOtherAccept } from "./media-type.ts";
import { pathAndQuery, refuseIfMatch, sendDocument, sendRefusals } from "./respond.ts";
import { faultRefusal, refusalsOf, toRefusal } from "./refusal.ts";
import { readRequestBody } from "./request-body.ts";
import type { RestRequest, Route } from "./route.ts";
import { SESSION_ROUTES } from "./session-routes.ts";
import { TOKENS_ROUTES } from "./tokens-routes.ts";

export interface FacadeDeps {
  readonly execute: ExecuteOperation;
  readonly now: () => Date;
  readonly contextOf: (ctx: Context) => RequestContext;
  /** Told every fault that no operation has reported. */
  readonly onFault: (fault: unknown, context: RequestContext) => void;
}

/** Every route but those of the files. */
export const ROUTES: readonly Route[] = [...SESSION_ROUTES, ...ALPHABET_ROUTES, ...TOKENS_ROUTES];

/** Serves everything under `/api` that is JSON: each route an operation of the schema, its answer and its errors JSON:API. */
export function facade(deps: FacadeDeps): Middleware {
  const router = new Router({ sensitive: true, strict: true });
  for (const route of ROUTES) {
    router.register(route.path, [route.method], (ctx: RouterContext) => serve(ctx, route, deps));
  }
  const routes = router.routes();
  return async (ctx, next) => {
    if (!isApiPath(ctx.path)) {
      await next();
      return;
    }
    // The router adds to the context what its type asks for.
    await routes(ctx as RouterContext, () => {
      refuseUnrouted(ctx, router, deps);
      return Promise.resolve();
    });
  };
}

function isApiPath(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}

async function serve(ctx: RouterContext, route: Route, deps: FacadeDeps): Promise<void> {
  const context = deps.contextOf(ctx);
  try {
    const request = await toRequest(ctx, route, {
      now: deps.now,
      run: (operation, variables) => deps.execute(operation, variables, context),
    });
    await sendDocument(ctx, route.method === "POST" ? 201 : 200, await route.answer(request), context);
  } catch (thrown) {
    const refusals = refusalsOf(thrown, route.pointers ?? {});
    if (refusals === null) deps.onFault(thrown, context);
    sendRefusals(ctx, { title: route.failure, refusals: refusals ?? [faultRefusal()], context });
  }
}

/** Checks a request's form in the order of its parts: headers, query, body. */
async function toRequest(
  ctx: RouterContext,
  route: Route,
  able: Pick<RestRequest, "now" | "run">,
): Promise<RestRequest> {
  refuseOtherAccept(ctx.headers.accept);
  if (route.method === "DELETE") refuseIfMatch(ctx.headers["if-match"]);
  const query = queryOf(ctx, route.query ?? []);
  return {
    path: ctx.path,
    pathAndQuery: pathAndQuery(ctx),
    parameter: (name) => ctx.params[name] ?? "",
    query,
    ...(await readRequestBody(ctx.req, route)),
    ...able,
  };
}

function queryOf(ctx: Context, known: readonly string[]): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(ctx.querystring)) {
    if (!known.includes(name))
      throw new ServiceError(
        "PARAMETER_INVALID",
        `The query parameter ${JSON.stringify(name.slice(0, 64))} is not known here.`,
        name.slice(0, 64),
      );
    if (query.has(name))
      throw new ServiceError("PARAMETER_INVALID", `The query parameter ${name} may be given once.`, name);
    query.set(name, value);
  }
  return query;
}

/** A path that exists, for other methods, or none at all. */
function refuseUnrouted(ctx: Context, router: Router, { contextOf }: FacadeDeps): void {
  const context = contextOf(ctx);
  const methods = new Set(router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods));
  if (methods.size === 0) {
    sendRefusals(ctx, {
      title: "Not found",
      refusals: [toRefusal("NOT_FOUND", "There is nothing at this path.")],
      context,
    });
    return;
  }
  const allowed = [...methods].sort().join(", ");
  ctx.set("Allow", allowed);
  sendRefusals(ctx, {
    title: "Method not allowed",
    refusals: [toRefusal("METHOD_NOT_ALLOWED", `This path allows ${allowed}.`)],
    context,
  });
}
