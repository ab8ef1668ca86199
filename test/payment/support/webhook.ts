import { createHmac, randomUUID } from "node:crypto";
import { exchange, type Answer } from "../../support/exchange.ts";

export const WEBHOOK_SECRET = "whsec_StandInSecret0815";

export interface SentEvent {
  readonly secret?: string;
  /** When Stripe has signed it; now, unless told. */
  readonly at?: Date;
  /** In the place of the signature. */
  readonly signature?: string | undefined;
}

/** An event as Stripe's wire format has it; `object` is what it is about. */
export function eventOf(type: string, object: Record<string, unknown>): string {
  return JSON.stringify(
    {
      id: `evt_${randomUUID()}`,
      object: "event",
      api_version: "2025-01-01",
      created: 1_700_000_000,
      livemode: false,
      type,
      data: { object },
    },
    null,
    2,
  );
}

/** As Stripe signs: HMAC-SHA-256 over the time and the body. */
export function signatureOf(body: string, { secret = WEBHOOK_SECRET, at = new Date() }: SentEvent = {}): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")},v0=${"0".repeat(64)}`;
}

/** Sends an event to a service. */
export function sendEvent(url: string, body: string, sent: SentEvent = {}): Promise<Answer> {
  const signature = "signature" in sent ? sent.signature : signatureOf(body, sent);
  return exchange(`${url}/webhooks/stripe`, "POST", {
    headers: { "Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature },
    body,
  });
}
