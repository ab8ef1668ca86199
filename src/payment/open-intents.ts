import type { SqlEntityManager } from "@mikro-orm/sql";
import type { OpenSession } from "../access/access.ts";
import { refuseAbove } from "../access/holdings.ts";
import { PaymentIntent } from "./payment-intent.entity.ts";

/** How long an intent is remembered that nobody has paid. */
const UNPAID_LIFE_MS = 30 * 24 * 60 * 60 * 1_000;

const UNSPENT = "not exists (select 1 from payment where payment.ident = payment_intent.ident and payment.spent)";

/**
 * Refuses a further payment to a customer who has opened as many as the quota lets and ordered nothing with them. What it finds holds as long as
 * the caller's transaction, if that holds the customer.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED`
 */
export async function refuseFurtherIntent(em: SqlEntityManager, { session, agreement }: OpenSession): Promise<void> {
  refuseAbove({
    what: "open payments",
    held: await countOpenIntents(em, session.customerId),
    added: 1,
    quota: agreement.quotas.openPayments,
    remedy: "Order with those that are paid; one that is not is forgotten after 30 days.",
  });
}

/** How many payments a customer has opened and ordered nothing with. */
export function countOpenIntents(em: SqlEntityManager, customerId: string): Promise<number> {
  const isOpen = { customerId, status: { $in: ["open", "failed", "paid"] } } as const;
  return em.createQueryBuilder(PaymentIntent, "payment_intent").where(isOpen).andWhere(UNSPENT).getCount();
}

/** Forgets a customer's intents that were never paid. One that is paid so late pays all the same: the provider is asked, as for one that was opened elsewhere. */
export async function forgetUnpaid(em: SqlEntityManager, customerId: string, now: Date): Promise<void> {
  const isOver = {
    customerId,
    status: { $in: ["open", "failed", "cancelled"] },
    createdAt: { $lte: new Date(now.getTime() - UNPAID_LIFE_MS) },
  } as const;
  await em.createQueryBuilder(PaymentIntent, "payment_intent").delete().where(isOver).andWhere(UNSPENT).execute();
}
