import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import { refuse } from "./refuse.ts";

export interface RouteDeps {
  readonly paths: readonly string[];
  /** A path that is read has both GET and HEAD; Koa leaves the body out for the latter. */
  readonly methods: readonly ("GET" | "HEAD" | "POST")[];
  readonly serve: (ctx: Context) => Promise<void> | void;
}

/** Serves paths beside REST by the methods that they have; answers any other method, OPTIONS too, with 405 and those in `Allow`. */
export function route({ paths, methods, serve }: RouteDeps): Middleware {
  const allowed = methods.join(", ");
  return async (ctx, next) => {
    if (!paths.includes(ctx.path)) {
      await next();
    } else if (methods.some((method) => method === ctx.method)) {
      await serve(ctx);
    } else {
      ctx.set("Allow", allowed);
      refuse(ctx, new ServiceError("METHOD_NOT_ALLOWED", `This path allows ${allowed}.`));
    }
  };
}
