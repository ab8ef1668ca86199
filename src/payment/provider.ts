import { ServiceError } from "../errors.ts";
import type { Money } from "./price.ts";

/** A payment as an order names it. */
export interface PaymentReference {
  /** The transaction, a UUID in lower case. */
  readonly transaction: string;
  /** The provider's payment intent. */
  readonly ident: string;
}

/** A payment intent that was opened, for the client to pay. */
export interface OpenedIntent {
  readonly ident: string;
  /** What the client pays with at the provider; null where there is nothing to pay with. */
  readonly clientSecret: string | null;
  readonly isPaid: boolean;
}

/** Who takes the money. */
export interface PaymentProvider {
  /** Whether a part of that price needs a payment. */
  needsPayment(price: Money): boolean;
  /**
   * Whether an intent pays a price, now.
   *
   * @returns null when it does, or else why it does not: a sentence that is safe to show.
   * @throws {ServiceError} `PAYMENT_UNAVAILABLE` or `PAYMENT_PROVIDER_FAILED` when nobody can tell.
   */
  check(ident: string, price: Money): Promise<string | null>;
  /**
   * Opens an intent over a price that needs a payment.
   *
   * @param transactionId the same one opens the same intent, also when it is sent again.
   * @throws {ServiceError} as `check()` does.
   */
  open(price: Money, transactionId: string): Promise<OpenedIntent>;
}

/** Why an intent does not pay, the same words for every provider. */
export const REFUSALS = {
  unknown: "The payment's ident is not known to the payment provider.",
  wrongMode:
    "The payment is of the other mode: a test payment pays for nothing live, and a live one for nothing in test.",
  notSucceeded: "The payment has not succeeded.",
  wrongCurrency: "The payment is in another currency than the price.",
  tooSmall: "The payment is below the price.",
  refunded: "The payment was refunded.",
  disputed: "The payment is disputed.",
} as const;

/** The provider does not answer, or says that it cannot now. */
export function paymentUnavailable(): ServiceError {
  return new ServiceError(
    "PAYMENT_UNAVAILABLE",
    "The payment provider does not answer at the moment. Nothing was ordered; try again.",
    undefined,
    { retryAfterSeconds: 5 },
  );
}

/** The provider refuses the service itself, or answers what cannot be understood: the operator's to mend. */
export function paymentProviderFailed(): ServiceError {
  return new ServiceError(
    "PAYMENT_PROVIDER_FAILED",
    "The payment provider could not be asked. Nothing was ordered; try again later.",
    undefined,
    { retryAfterSeconds: 60 },
  );
}
