import type { Context } from "koa";
import { z } from "zod";
import { ServiceError } from "../errors.ts";
import { readJson } from "../lib/read-json.ts";
import { refuse } from "./refuse.ts";
import type { Serve } from "./router.ts";

const BodySchema = z.object({ secret: z.string().max(128) });

/**
 * Gives the Api-Key for the secret of a link to sign in, which the console finds in its fragment: that is sent to no server and stands in no log.
 *
 * @param redeem the Api-Key, or null where the secret is not good, or not any more.
 */
export function signInRoute(redeem: (secret: string) => string | null): Serve {
  return async (ctx) => {
    ctx.set("Cache-Control", "no-store");
    try {
      ctx.body = { apiKey: await redeemBody(ctx, redeem) };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refuse(ctx, error);
    }
  };
}

async function redeemBody(ctx: Context, redeem: (secret: string) => string | null): Promise<string> {
  if (!ctx.is("application/json"))
    throw new ServiceError("MEDIA_TYPE_UNSUPPORTED", "Send the secret as application/json.");
  const { data } = BodySchema.safeParse(await readJson(ctx.req));
  if (data === undefined) throw new ServiceError("BODY_INVALID", 'Send {"secret": "…"}, as the link has it.');
  const apiKey = redeem(data.secret);
  if (apiKey === null)
    throw new ServiceError("API_KEY_REFUSED", "The link was used already, or is older than 15 minutes.");
  return apiKey;
}
