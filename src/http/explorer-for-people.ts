import type { Serve } from "./router.ts";

const EXPLORER_PATH = "/graphiql";

/** Leads a person who opens the address of GraphQL in a browser to the explorer: a page is preferred, and nothing is asked. */
export function explorerForPeople(publicPath: string, graphql: Serve): Serve {
  return (ctx, next) => {
    if (ctx.method !== "GET" || ctx.querystring !== "") return graphql(ctx, next);
    ctx.vary("Accept");
    if (ctx.accepts(["json", "text/event-stream", "html"]) !== "html") return graphql(ctx, next);
    ctx.set("Cache-Control", "no-store");
    ctx.status = 303;
    ctx.set("Location", `${publicPath}${EXPLORER_PATH}`);
    ctx.body = "";
  };
}
