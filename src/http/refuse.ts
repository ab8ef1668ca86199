import type { Context } from "koa";
import type { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { HTTP_STATUS } from "../jsonapi/http-status.ts";
import { refusalsOf } from "../jsonapi/refusal.ts";
import { sendRefusals } from "../jsonapi/respond.ts";

/** Answers with a refusal in GraphQL's shape, which everything beside REST has. */
export function refuse(ctx: Context, { code, message, field, retryAfterSeconds: retryAfter }: ServiceError): void {
  ctx.status = HTTP_STATUS[code];
  if (retryAfter !== undefined) ctx.set("Retry-After", String(retryAfter));
  ctx.body = {
    errors: [
      {
        message,
        extensions: { code, ...(field !== undefined && { field }), ...(retryAfter !== undefined && { retryAfter }) },
      },
    ],
  };
}

/** The same where it is not known yet what serves the path: under `/api` as REST does it. */
export function refuseAnywhere(
  ctx: Context,
  refusal: ServiceError,
  { title, context }: { readonly title: string; readonly context: RequestContext },
): void {
  if (ctx.path === "/api" || ctx.path.startsWith("/api/"))
    sendRefusals(ctx, { title, refusals: refusalsOf(refusal, {}) ?? [], context });
  else refuse(ctx, refusal);
}
