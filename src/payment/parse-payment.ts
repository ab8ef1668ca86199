import { ServiceError } from "../errors.ts";
import { parseUuid } from "../lib/uuid.ts";
import type { PaymentReference } from "./provider.ts";

const IDENT = /^pi_[A-Za-z0-9_]{1,252}$/;

/** The payment as it is stored and compared; null where it has not the form of one. */
export function toPaymentReference({ id, ident }: PaymentReference): PaymentReference | null {
  const uuid = parseUuid(id);
  return uuid !== null && IDENT.test(ident) ? { id: uuid, ident } : null;
}

/**
 * Checks the form of a payment.
 *
 * @throws {ServiceError} `PAYMENT_REQUIRED`
 */
export function parsePayment(payment: PaymentReference): PaymentReference {
  const reference = toPaymentReference(payment);
  if (reference !== null) return reference;
  const problem =
    parseUuid(payment.id) === null
      ? "The payment's id must be a transaction's UUID."
      : 'The payment\'s ident must be a payment intent: "pi_" and up to 252 letters, digits or underscores.';
  throw new ServiceError("PAYMENT_REQUIRED", problem, "payment");
}
