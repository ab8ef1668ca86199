import { Stripe } from "stripe";
import { z } from "zod";
import { traceHeaders } from "../lib/current-span.ts";
import type { Money } from "./price.ts";
import {
  type OpenedIntent,
  type PaymentProvider,
  paymentProviderFailed,
  paymentUnavailable,
  REFUSALS,
} from "./provider.ts";

export interface StripeOptions {
  /** Says whose account it is, and whether payments are live: `sk_test_…`, `sk_live_…`, `rk_test_…`, `rk_live_…`. */
  readonly secretKey: string;
  /** Scheme, host and port, which no answer leads away from. */
  readonly apiUrl: string;
  /** For one attempt, its answer's body included. */
  readonly timeoutMs: number;
  /** Attempts after the first one. */
  readonly maxRetries: number;
  /** Told why Stripe could not be asked, once for each question. */
  readonly onFailure: (failure: StripeFailure) => void;
}

/** What Stripe says of a failure, for the operator. Its messages stay out: they may quote the key. */
export interface StripeFailure {
  readonly type: string;
  readonly code?: string | undefined;
  readonly statusCode?: number | undefined;
  /** Stripe's own id of the request. */
  readonly stripeRequestId?: string | undefined;
}

const Amount = z.int().nonnegative();

/** Of Stripe's PaymentIntent what a payment is judged by. The charge is missing until something was charged. */
const Intent = z.object({
  id: z.string(),
  status: z.string().regex(/^[a-z_]+$/), // shown to the client
  amount_received: Amount,
  currency: z.string(),
  livemode: z.boolean(),
  latest_charge: z.object({ amount_refunded: Amount, refunded: z.boolean(), disputed: z.boolean() }).nullish(),
});

const NewIntent = z.object({ id: z.string().regex(/^pi_/), client_secret: z.string() });

/** Payments by Stripe, each asked for anew when it is to pay. */
export function stripeProvider(options: StripeOptions): PaymentProvider {
  const intents = newClient(options).paymentIntents;
  const isLive = /^.k_live_/.test(options.secretKey);
  return {
    needsPayment: ({ amount }) => amount > 0n, // Stripe cannot take 0
    check: (ident, price) =>
      asked(options, async () => {
        const answer = await unlessUnknown(intents.retrieve(ident, { expand: ["latest_charge"] }));
        if (answer === null) return REFUSALS.unknown;
        const intent = Intent.parse(answer);
        if (intent.id !== ident) throw new TypeError("Stripe has answered with another intent.");
        return refusalOf(intent, price, isLive);
      }),
    open: ({ amount, currency }, transactionId) =>
      asked(options, async (): Promise<OpenedIntent> => {
        const ordered = {
          amount: Number(amount),
          currency: currency.toLowerCase(),
          automatic_payment_methods: { enabled: true },
          metadata: { transaction: transactionId },
        };
        const { id, client_secret } = NewIntent.parse(await intents.create(ordered, { idempotencyKey: transactionId }));
        return { ident: id, clientSecret: client_secret, isPaid: false };
      }),
  };
}

function newClient({ secretKey, apiUrl, timeoutMs, maxRetries }: StripeOptions): Stripe {
  const { protocol, hostname, port } = new URL(apiUrl);
  const scheme = protocol === "http:" ? "http" : "https";
  return new Stripe(secretKey, {
    protocol: scheme,
    host: hostname,
    port: port || (scheme === "http" ? 80 : 443),
    timeout: timeoutMs,
    maxNetworkRetries: maxRetries,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(fetchOnce),
  });
}

/** One request to the one host: a redirect is an answer like any other, and a 5xx no answer at all, whatever its body is. */
async function fetchOnce(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const headers = new Headers(init?.headers);
  for (const [name, value] of Object.entries(traceHeaders())) headers.set(name, value);
  const response = await fetch(input, { ...init, headers, redirect: "manual" });
  if (response.status < 500) return response;
  await response.body?.cancel();
  throw new Error(`Stripe has answered ${response.status}.`);
}

function refusalOf(
  { status, amount_received: received, currency, livemode, latest_charge: charge }: z.output<typeof Intent>,
  price: Money,
  isLive: boolean,
): string | null {
  if (livemode !== isLive) return REFUSALS.wrongMode;
  if (status !== "succeeded") return `${REFUSALS.notSucceeded.slice(0, -1)}: its status is ${status}.`;
  if (currency !== price.currency.toLowerCase()) return REFUSALS.wrongCurrency;
  if (BigInt(received) < price.amount) return REFUSALS.tooSmall;
  if (charge?.disputed) return REFUSALS.disputed;
  return charge && (charge.refunded || BigInt(received - charge.amount_refunded) < price.amount)
    ? REFUSALS.refunded
    : null;
}

/** Null for an intent that Stripe does not know, or not under this key. */
async function unlessUnknown<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return null;
    throw error;
  }
}

/** Anything that goes wrong on the way, unreadable answers included, is a failure of the provider's. */
async function asked<T>({ onFailure }: StripeOptions, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    onFailure(toFailure(error));
    throw isTemporary(error) ? paymentUnavailable() : paymentProviderFailed();
  }
}

function isTemporary(error: unknown): boolean {
  const { StripeConnectionError, StripeRateLimitError } = Stripe.errors;
  return error instanceof StripeConnectionError || error instanceof StripeRateLimitError;
}

function toFailure(error: unknown): StripeFailure {
  if (!(error instanceof Stripe.errors.StripeError))
    /* v8 ignore next -- whatever fetch, zod and the SDK throw is an Error */
    return { type: error instanceof Error ? error.name : typeof error };
  const { type, code, statusCode, requestId: stripeRequestId } = error;
  return { type, code, statusCode, stripeRequestId };
}
