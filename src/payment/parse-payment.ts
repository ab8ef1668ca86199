import { ServiceError } from "../errors.ts";
import { parseUuid } from "../lib/uuid.ts";
import type { PaymentReference } from "./provider.ts";

const IDENT = /^pi_[A-Za-z0-9_]{1,252}$/;

/** The payment as it is stored and compared; null where it has not the form of one. */
export function toPaymentReference({ transaction, ident }: PaymentReference): PaymentReference | null {
  const uuid = parseUuid(transaction);
  return uuid !== null && IDENT.test(ident) ? { transaction: uuid, ident } : null;
}

/**
 * Checks the form of a payment.
 *
 * @throws {ServiceError} `PAYMENT_REQUIRED`
 */
export function parsePayment(payment: PaymentReference): PaymentReference {
  const reference = toPaymentReference(payment);
  if (reference === null) throw malformed(payment);
  return reference;
}

/** What is wrong with the form of a payment. */
export function checkPayment(payment: PaymentReference): ServiceError[] {
  return toPaymentReference(payment) === null ? [malformed(payment)] : [];
}

function malformed({ transaction }: PaymentReference): ServiceError {
  const problem =
    parseUuid(transaction) === null
      ? "The payment's transaction must be a UUID."
      : 'The payment\'s ident must be a payment intent: "pi_" and up to 252 letters, digits or underscores.';
  return new ServiceError("PAYMENT_REQUIRED", problem, "payment");
}
