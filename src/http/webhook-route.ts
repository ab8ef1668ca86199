import type { Context, Middleware } from "koa";
import { refusalIn } from "../lib/passing-fault.ts";
import { readBody } from "../lib/read-body.ts";
import { MAX_BODY_BYTES } from "../lib/read-json.ts";
import { refuse } from "./refuse.ts";
import { route } from "./route.ts";

export interface WebhookRouteDeps {
  readonly path: string;
  /** The header of the sender's signature. */
  readonly signatureHeader: string;
  /** Takes the body as it came, which the signature is over. */
  readonly receive: (body: Buffer, signature: string) => Promise<void>;
}

/** Takes another service's events. What is not answered with 200 it sends again. */
export function webhookRoute({ path, signatureHeader, receive }: WebhookRouteDeps): Middleware {
  const serve = async (ctx: Context) => {
    try {
      await receive(await readBody(ctx.req, MAX_BODY_BYTES), ctx.get(signatureHeader));
      ctx.body = { received: true };
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === null) throw error;
      refuse(ctx, refusal);
    }
  };
  return route({ paths: [path], methods: ["POST"], serve });
}
