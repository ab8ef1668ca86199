import { fileURLToPath } from "node:url";
import type { Middleware } from "koa";
import type { ConsolePlace } from "./console-files.ts";
import { consoleRoute } from "./console-route.ts";

/** The same folder for the sources and for what is built of them, which stand side by side. */
const BUILT = fileURLToPath(new URL("../../dist/explorer/", import.meta.url));

const PATH = "/graphiql";

/** Serves the explorer, in which a person tries the GraphQL schema. */
export function explorerRoute(place: ConsolePlace, folder = BUILT): Middleware {
  return consoleRoute({ ...place, folder, pages: /^\/graphiql\/?$/, name: "explorer" });
}

/** Leads a person who opens the address of GraphQL in a browser to the explorer: a page is preferred, and nothing is asked. */
export function explorerForPeople({ publicPath }: Pick<ConsolePlace, "publicPath">): Middleware {
  return async (ctx, next) => {
    const isRead = ctx.method === "GET" || ctx.method === "HEAD";
    if (ctx.path !== "/graphql" || !isRead || ctx.querystring !== "") {
      await next();
      return;
    }
    ctx.vary("Accept");
    if (ctx.accepts(["json", "text/event-stream", "html"]) !== "html") {
      await next();
      return;
    }
    ctx.set("Cache-Control", "no-store");
    ctx.status = 303;
    ctx.set("Location", `${publicPath}${PATH}`);
    ctx.body = "";
  };
}
