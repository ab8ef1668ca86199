import { type EntityManager, UniqueConstraintViolationException } from "@mikro-orm/core";
import { ServiceError } from "../errors.ts";
import { Payment } from "./payment.entity.ts";
import type { PaymentReference } from "./provider.ts";

/**
 * Spends a payment, inside the transaction that makes its part: the database's unique keys let neither its transaction nor its intent pay twice.
 *
 * @param id of the row to be.
 * @throws {ServiceError} `PAYMENT_USED`
 */
export async function spendPayment(em: EntityManager, id: string, reference: PaymentReference): Promise<void> {
  try {
    await em.insert(Payment, { id, transactionId: reference.id, ident: reference.ident, spent: true });
  } catch (cause) {
    if (!(cause instanceof UniqueConstraintViolationException)) throw cause;
    throw new ServiceError("PAYMENT_USED", "This payment has already paid for another request; every part needs one of its own.", "payment");
  }
}

/** Gives a payment back whose part has shown no token. */
export async function releasePayment(em: EntityManager, id: string): Promise<void> {
  await em.nativeUpdate(Payment, { id }, { spent: false });
}
