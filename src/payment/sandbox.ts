import type { ServiceError } from "../errors.ts";
import { type PaymentProvider, paymentProviderFailed, paymentUnavailable, REFUSALS } from "./provider.ts";

/** What an ident that begins so is answered with; each may be used with any ending, any number of times. docs/payments.md lists them. */
const SIMULATED: Readonly<Record<string, string | (() => ServiceError)>> = {
  pi_sandbox_unknown: REFUSALS.unknown,
  pi_sandbox_wrong_mode: REFUSALS.wrongMode,
  pi_sandbox_requires_payment_method: REFUSALS.notSucceeded,
  pi_sandbox_requires_confirmation: REFUSALS.notSucceeded,
  pi_sandbox_requires_action: REFUSALS.notSucceeded,
  pi_sandbox_requires_capture: REFUSALS.notSucceeded,
  pi_sandbox_processing: REFUSALS.notSucceeded,
  pi_sandbox_canceled: REFUSALS.notSucceeded,
  pi_sandbox_wrong_currency: REFUSALS.wrongCurrency,
  pi_sandbox_too_small: REFUSALS.tooSmall,
  pi_sandbox_refunded: REFUSALS.refunded,
  pi_sandbox_disputed: REFUSALS.disputed,
  pi_sandbox_timeout: paymentUnavailable,
  pi_sandbox_failed: paymentProviderFailed,
};

/** Stands in for a provider: every part needs a payment, and every well-formed one counts as paid, but for the idents that simulate a refusal. */
export const sandbox: PaymentProvider = {
  needsPayment: () => true,
  check: (ident) => {
    const simulated = Object.entries(SIMULATED).find(([prefix]) => ident.startsWith(prefix))?.[1] ?? null;
    return typeof simulated === "function" ? Promise.reject(simulated()) : Promise.resolve(simulated);
  },
  open: (_price, transactionId) =>
    Promise.resolve({
      ident: `pi_sandbox_opened_${transactionId.replaceAll("-", "")}`,
      clientSecret: null,
      isPaid: true,
    }),
};
