import { refusalIn } from "../lib/passing-fault.ts";
import { MAX_BODY_BYTES, readBody } from "../lib/read-body.ts";
import { refuse } from "./refuse.ts";
import type { Serve } from "./router.ts";

export interface WebhookRouteDeps {
  /** The header of the sender's signature. */
  readonly signatureHeader: string;
  /** Takes the body as it came, which the signature is over. */
  readonly receive: (body: Buffer, signature: string) => Promise<void>;
}

/** Takes another service's events. What is not answered with 200 it sends again. */
export function webhookRoute({ signatureHeader, receive }: WebhookRouteDeps): Serve {
  return async (ctx) => {
    try {
      await receive(await readBody(ctx.req, MAX_BODY_BYTES), ctx.get(signatureHeader));
      ctx.body = { received: true };
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === null) throw error;
      refuse(ctx, refusal);
    }
  };
}
