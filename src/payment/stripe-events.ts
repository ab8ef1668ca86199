import { Stripe } from "stripe";
import { z } from "zod";
import { ServiceError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import type { Payments } from "./payments.ts";

/** Age of an event at which its signature no longer counts, so that nobody can send it again. */
const TOLERANCE_SECONDS = 300;

/** What an event says of its intent; the events that are missing say nothing here. */
const STATUS_OF = {
  "payment_intent.succeeded": "paid",
  "payment_intent.payment_failed": "failed",
  "payment_intent.canceled": "cancelled",
  "charge.refunded": "refunded",
  "charge.dispute.created": "disputed",
} as const;

/** Of an event of those: its object is the intent itself, or names it. */
const IntentEvent = z.object({
  type: z.literal(Object.keys(STATUS_OF) as (keyof typeof STATUS_OF)[]), // the keys of a constant
  data: z.object({ object: z.object({ id: z.string(), payment_intent: z.string().nullish() }) }),
});

export interface StripeEventsDeps {
  /** The webhook endpoint's signing secret, `whsec_…`. */
  readonly secret: string;
  readonly runtime: Runtime;
  readonly payments: Payments;
}

/** Takes an event as Stripe sent it, byte for byte, with its header `Stripe-Signature`. */
export type ReceiveStripeEvent = (body: Buffer, signature: string) => Promise<void>;

/** @returns a receiver that throws `BODY_UNREADABLE` for what Stripe has not signed, or not lately, and takes no notice of events that say nothing of a payment. */
export function stripeEvents({ secret, runtime, payments }: StripeEventsDeps): ReceiveStripeEvent {
  return async (body, signature) => {
    const { success, data: event } = IntentEvent.safeParse(verified(body, signature));
    if (!success) return;
    const {
      type,
      data: { object },
    } = event;
    const ident = type.startsWith("payment_intent.") ? object.id : object.payment_intent;
    if (ident) await payments.mark(ident, STATUS_OF[type]);
  };

  function verified(body: Buffer, signature: string): unknown {
    try {
      return Stripe.webhooks.constructEvent(
        body,
        signature,
        secret,
        TOLERANCE_SECONDS,
        undefined,
        runtime.now().getTime(),
      );
    } catch {
      // The SDK's words are for its caller, and differ with what was wrong.
      throw new ServiceError("BODY_UNREADABLE", "The event does not bear Stripe's signature, or one that is too old.");
    }
  }
}
