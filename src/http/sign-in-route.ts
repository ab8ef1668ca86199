import type { Context, Middleware } from "koa";
import { z } from "zod";
import { ServiceError } from "../errors.ts";
import { readJson } from "../lib/read-json.ts";
import { refuse } from "./refuse.ts";
import { route } from "./route.ts";

const BodySchema = z.object({ secret: z.string().max(128) });

/**
 * Gives the Api-Key for the secret of a link to sign in, which the console finds in its fragment: that is sent to no server and stands in no log.
 *
 * @param redeem the Api-Key, or null where the secret is not good, or not any more.
 */
export function signInRoute(redeem: (secret: string) => string | null): Middleware {
  const serve = async (ctx: Context) => {
    ctx.set("Cache-Control", "no-store");
    try {
      ctx.body = { apiKey: await redeemBody(ctx, redeem) };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refuse(ctx, error);
    }
  };
  return route({ paths: ["/sign-in"], methods: ["POST"], serve });
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
