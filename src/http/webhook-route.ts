import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import { HTTP_STATUS } from "../jsonapi/http-status.ts";
import { refusalIn } from "../lib/passing-fault.ts";
import { readBody } from "../lib/read-body.ts";
import { MAX_BODY_BYTES } from "../lib/read-json.ts";

export interface WebhookRouteParts {
  readonly path: string;
  /** The header of the sender's signature. */
  readonly signatureHeader: string;
  /** Takes the body as it came, which the signature is over. */
  readonly receive: (body: Buffer, signature: string) => Promise<void>;
}

/** Takes another service's events. What is not answered with 200 it sends again. */
export function webhookRoute({ path, signatureHeader, receive }: WebhookRouteParts): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== path) {
      await next();
      return;
    }
    try {
      if (ctx.method !== "POST") throw new ServiceError("METHOD_NOT_ALLOWED", "Events are sent by POST.");
      await receive(await readBody(ctx.req, MAX_BODY_BYTES), ctx.get(signatureHeader));
      ctx.body = { received: true };
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === null) throw error;
      refuse(ctx, refusal);
    }
  };
}

function refuse(ctx: Context, { code, message, retryAfterSeconds }: ServiceError): void {
  ctx.status = HTTP_STATUS[code];
  if (retryAfterSeconds !== undefined) ctx.set("Retry-After", String(retryAfterSeconds));
  if (code === "METHOD_NOT_ALLOWED") ctx.set("Allow", "POST");
  ctx.body = { errors: [{ message, extensions: { code } }] };
}
