import type { Middleware } from "koa";

/** `/livez`: the process answers. `/readyz`: it can also do its work, that is, reach its database. */
export function health(isReady: () => Promise<boolean>): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== "/livez" && ctx.path !== "/readyz") {
      await next();
      return;
    }
    const isWell = ctx.path === "/livez" || (await isReady());
    ctx.status = isWell ? 200 : 503;
    ctx.set("Cache-Control", "no-store");
    ctx.body = { status: isWell ? "ok" : "unavailable" };
  };
}
