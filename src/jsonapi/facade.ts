import type { RouterContext } from "@koa/router";
import type { Context } from "koa";
import { ServiceError } from "../errors.ts";
import type { ExecuteOperation } from "../graphql/execute-operation.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { ALPHABET_ACTIONS } from "./alphabet-actions.ts";
import { refuseOtherAccept } from "./media-type.ts";
import { pathAndQuery, refuseIfMatch, sendDocument, sendRefusals } from "./respond.ts";
import { faultRefusal, refusalsOf } from "./refusal.ts";
import { readRequestBody } from "./request-body.ts";
import type { RestRequest, Route } from "./rest-action.ts";
import { SESSION_ACTIONS } from "./session-actions.ts";
import { TOKENS_ACTIONS } from "./tokens-actions.ts";

export interface FacadeDeps {
  readonly execute: ExecuteOperation;
  readonly now: () => Date;
  readonly contextOf: (ctx: Context) => RequestContext;
  /** Told every fault that no operation has reported. */
  readonly onFault: (fault: unknown, context: RequestContext) => void;
}

/** What REST does, by the name that clients call it. */
export const REST_ACTIONS = { ...SESSION_ACTIONS, ...ALPHABET_ACTIONS, ...TOKENS_ACTIONS };

type Serve = (ctx: RouterContext) => Promise<void>;

/** Serves each route as an operation of the schema; its answer and its errors are JSON:API. */
export function facade<Name extends string>(
  routes: readonly (Route & { readonly name: Name })[],
  deps: FacadeDeps,
): Readonly<Record<Name, Serve>> {
  const serving = routes.map((route) => [route.name, (ctx: RouterContext) => serve(ctx, route, deps)] as const);
  return Object.fromEntries(serving) as Record<Name, Serve>; // there is a route of each name
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
