import { ServiceError } from "../errors.ts";
import { parseUuid } from "../lib/uuid.ts";
import type { PaymentReference } from "./provider.ts";

const IDENT = /^pi_[A-Za-z0-9_]{1,252}$/;

/**
 * Checks the form of a payment.
 *
 * @throws {ServiceError} `PAYMENT_REQUIRED`
 */
export function parsePayment(payment: { readonly id: string; readonly ident: string }): PaymentReference {
  const id = parseUuid(payment.id);
  if (id === null) throw refused("The payment's id must be a transaction's UUID.");
  if (!IDENT.test(payment.ident)) throw refused('The payment\'s ident must be a payment intent: "pi_" and up to 252 letters, digits or underscores.');
  return { id, ident: payment.ident };
}

function refused(message: string): ServiceError {
  return new ServiceError("PAYMENT_REQUIRED", message, "payment");
}
