import type { Middleware } from "koa";

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
