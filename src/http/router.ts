import { METHODS } from "node:http";
import Router, { type RouterContext } from "@koa/router";
import type { Context, Middleware, Next } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { type AddressRow, AREAS, type PassName, type ServingName } from "./addresses.ts";
import { refuseAnywhere } from "./refuse.ts";
import { tellRoute } from "./request-spans.ts";
import type { RequestCounts } from "./request-counts.ts";

/** Answers a request, or calls on what stands behind the router where there is nothing. `ctx.params` are those of the path, decoded. */
export type Serve = (ctx: RouterContext, next: Next) => Promise<void> | void;

export interface RouterDeps {
  readonly contextOf: (ctx: Context) => RequestContext;
  readonly passes: Readonly<Record<PassName, Middleware>>;
  /** What serves each address; one that nothing serves is not known. */
  readonly serving: Readonly<Partial<Record<ServingName, Serve | undefined>>>;
  readonly requests: RequestCounts;
}

/** Hands each request to what `addresses.ts` names for its path, after its area's passes; answers any method that its path does not have with 405. */
export function routeRequests(deps: RouterDeps): Middleware {
  const router = new Router({ sensitive: true, strict: true });
  const plain = new Map<string, Serve>();
  for (const { passes, rows } of AREAS) {
    const within = passes.map((name) => deps.passes[name]);
    for (const [path, ofPath] of Map.groupBy(servedRows(rows, deps), (row) => row.path)) {
      const methods = new Set(ofPath.flatMap((row) => row.methods));
      const serve = counted(behind(within, byMethod(ofPath, deps)), { path, methods }, deps.requests);
      if (/[:*{]/.test(path)) router.register(path, METHODS, serve);
      else plain.set(path, serve);
    }
  }
  const patterns = router.routes();
  return async (untold, next) => {
    const ctx = untold as RouterContext; // the router adds to the context what its type asks for
    const serve = plain.get(ctx.path); // most requests: found without trying each pattern in turn
    if (serve === undefined) await patterns(ctx, next);
    else await serve(ctx, next);
  };
}

function behind(passes: readonly Middleware[], serve: Serve): Serve {
  return passes.reduceRight<Serve>(
    (inner, pass) => async (ctx, next) => {
      await pass(ctx, async () => {
        await inner(ctx, next);
      });
    },
    serve,
  );
}

/** Counts once it is known how a request was answered. Methods that a path does not have are one. */
function counted(
  serve: Serve,
  { path, methods }: { readonly path: string; readonly methods: ReadonlySet<string> },
  requests: RequestCounts,
): Serve {
  return async (ctx, next) => {
    let status = 500;
    tellRoute(ctx.method, path); // a download has closed its span when it comes back
    try {
      await serve(ctx, next);
      ({ status } = ctx);
    } finally {
      requests.of(methods.has(ctx.method) ? ctx.method : "other", path, String(status)).count += 1;
    }
  };
}

interface ServedRow {
  readonly methods: readonly string[];
  readonly path: string;
  readonly serve: Serve;
}

function servedRows(rows: readonly AddressRow[], { serving }: RouterDeps): ServedRow[] {
  return rows.flatMap(([methods, path, name]) => {
    const serve = serving[name];
    return serve === undefined ? [] : [{ methods: methods.split(", "), path, serve }];
  });
}

/** What serves one path. */
function byMethod(rows: readonly ServedRow[], { contextOf }: RouterDeps): Serve {
  const serving = new Map(rows.flatMap(({ methods, serve }) => methods.map((method) => [method, serve] as const)));
  const allowed = [...serving.keys()].sort().join(", ");
  return (ctx, next) => {
    const serve = serving.get("*") ?? serving.get(ctx.method);
    if (serve !== undefined) return serve(ctx, next);
    ctx.set("Allow", allowed);
    const refusal = new ServiceError("METHOD_NOT_ALLOWED", `This path allows ${allowed}.`);
    refuseAnywhere(ctx, refusal, { title: "Method not allowed", context: contextOf(ctx) });
  };
}
