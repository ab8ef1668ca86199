import { noProvider } from "./none.ts";
import type { PaymentProvider } from "./provider.ts";
import { sandbox } from "./sandbox.ts";
import type { StripeOptions } from "./stripe.ts";

export type ProviderName = "none" | "sandbox" | "stripe";

/** An order waits this long at most, twice: long for Stripe, short for a client. */
const STRIPE_PATIENCE = { timeoutMs: 5_000, maxRetries: 1 } as const;

/** @param stripe asked for where it is the provider; its SDK is loaded only then. */
export async function openProvider(
  name: ProviderName,
  stripe: () => Omit<StripeOptions, keyof typeof STRIPE_PATIENCE>,
): Promise<PaymentProvider> {
  if (name === "none") return noProvider;
  if (name === "sandbox") return sandbox;
  const { stripeProvider } = await import("./stripe.ts");
  return stripeProvider({ ...STRIPE_PATIENCE, ...stripe() });
}
