import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { Context } from "koa";
import type { RequestContext } from "../graphql/request-context.ts";

/**
 * Answers a GraphQL request by Apollo.
 *
 * In the place of Apollo's own integration with Koa, which copies every header and parses the URL anew, on a way that every operation takes.
 *
 * @param body of a POST, parsed.
 */
export async function answerOnce(
  ctx: Context,
  apollo: ApolloServer<RequestContext>,
  { body, context }: { readonly body: unknown; readonly context: RequestContext },
): Promise<void> {
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: ctx.method, headers: headersOf(ctx), search: ctx.search, body },
    context: () => Promise.resolve(context),
  });
  if (answer.body.kind !== "complete") throw new Error("An operation is answered at once.");
  ctx.status = answer.status ?? 200;
  for (const [name, value] of answer.headers) ctx.set(name, value);
  ctx.body = answer.body.string;
}

/** Those that Apollo and its plugins look at. */
const READ = [
  "accept",
  "content-type",
  "session-key",
  "api-key",
  "x-apollo-operation-name",
  "apollo-require-preflight",
];

function headersOf({ req: { headers } }: Context): HeaderMap {
  const read = new HeaderMap();
  for (const name of READ) {
    const value = headers[name];
    if (value !== undefined) read.set(name, String(value));
  }
  return read;
}
