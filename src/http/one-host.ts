import type { IncomingMessage } from "node:http";
import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { refuseAnywhere } from "./refuse.ts";

/** A host, which may be empty, and a port. Source: RFC 9110, section 7.2; RFC 3986, section 3.2. */
const HOST = /^(?:\[[\da-z:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*)(?::\d*)?$/i;

/** Refuses requests that do not say for which host they are: what stands in front of the service could read another one. */
export function oneHost(contextOf: (ctx: Context) => RequestContext): Middleware {
  return async (ctx, next) => {
    if (namesOneHost(ctx.req)) await next();
    else
      refuseAnywhere(
        ctx,
        new ServiceError("PARAMETER_INVALID", "Send one header Host, with a host and perhaps a port.", "Host"),
        { title: "Bad request", context: contextOf(ctx) },
      );
  };
}

/** One by HTTP/1.1, at most one by 1.0; Node keeps the first one of several. Source: RFC 9112, section 3.2. */
export function namesOneHost({
  httpVersion,
  rawHeaders,
  headers: { host = "" },
}: Pick<IncomingMessage, "httpVersion" | "rawHeaders" | "headers">): boolean {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === "host") count += 1;
  return (count === 1 || (count === 0 && httpVersion === "1.0")) && HOST.test(host);
}
