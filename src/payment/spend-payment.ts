import { type EntityManager, UniqueConstraintViolationException } from "@mikro-orm/core";
import { ServiceError } from "../errors.ts";
import { toPaymentReference } from "./parse-payment.ts";
import { Payment } from "./payment.entity.ts";
import type { PaymentReference } from "./provider.ts";

/** What a payment is spent on: the row to be, and the digest of the order. */
export interface Purchase {
  readonly id: string;
  readonly reference: PaymentReference;
  readonly orderDigest: string;
}

/**
 * Spends a payment, inside the transaction that makes its part: the database's unique keys let neither its transaction nor its intent pay twice.
 *
 * @throws {ServiceError} `PAYMENT_USED`
 */
export async function spendPayment(em: EntityManager, { id, reference, orderDigest }: Purchase): Promise<void> {
  try {
    await em.insert(Payment, {
      id,
      transactionId: reference.transaction,
      ident: reference.ident,
      spent: true,
      orderDigest,
    });
  } catch (cause) {
    if (!(cause instanceof UniqueConstraintViolationException)) throw cause;
    throw new ServiceError(
      "PAYMENT_USED",
      "This payment has already paid for another request; every part needs one of its own.",
      "payment",
    );
  }
}

/** The payment, if exactly it was spent on exactly that order. */
export async function spentOn(
  em: EntityManager,
  payment: PaymentReference,
  orderDigest: string,
): Promise<Payment | null> {
  const reference = toPaymentReference(payment);
  return (
    reference &&
    em.findOne(Payment, { transactionId: reference.transaction, ident: reference.ident, spent: true, orderDigest })
  );
}

/** Gives a payment back whose part has shown no token. */
export async function releasePayment(em: EntityManager, id: string): Promise<void> {
  await em.nativeUpdate(Payment, { id }, { spent: false });
}
