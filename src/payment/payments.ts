import type { SqlEntityManager } from "@mikro-orm/sql";
import { holdSession, type OpenSession } from "../access/access.ts";
import type { Holdings } from "../access/holdings.ts";
import type { NoteMade } from "../access/idempotency-keys.ts";
import type { Keyring } from "../access/keyring.ts";
import type { Database } from "../database/start-database.ts";
import { tellTransaction } from "../database/tell-transaction.ts";
import { ServiceError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import { parseUuid } from "../lib/uuid.ts";
import { forgetUnpaid, refuseFurtherIntent } from "./open-intents.ts";
import { checkPayment, parsePayment } from "./parse-payment.ts";
import { PaymentIntent } from "./payment-intent.entity.ts";
import { COMES_FROM, type PaymentIntentStatus } from "./payment-intent-status.ts";
import type { Money } from "./price.ts";
import { type PaymentProvider, type PaymentReference, REFUSALS } from "./provider.ts";

export interface PaymentsDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly holdings: Holdings;
  readonly provider: PaymentProvider;
}

const MISSING = "A payment is required: a transaction's id and ident.";

/** An intent as its customer sees it. Its transaction, which is made here, is its id as well. */
export interface OpenedPayment extends PaymentReference {
  readonly clientSecret: string | null;
  readonly price: Money;
  readonly status: PaymentIntentStatus;
}

/** What pays for parts: intents opened here or elsewhere, confirmed by the provider. */
export class Payments {
  constructor(private readonly deps: PaymentsDeps) {}

  /**
   * Makes sure that an order's payment pays its price.
   *
   * @returns what to spend; null where no payment is needed and none was sent.
   * @throws {ServiceError} `PAYMENT_REQUIRED`; `PAYMENT_UNAVAILABLE` or `PAYMENT_PROVIDER_FAILED` when the provider cannot tell.
   */
  async confirm(payment: PaymentReference | null, price: Money, customerId: string): Promise<PaymentReference | null> {
    const { provider } = this.deps;
    if (payment === null) {
      if (!provider.needsPayment(price)) return null;
      throw required(MISSING);
    }
    const reference = parsePayment(payment);
    if (!(await this.mayName(customerId, reference))) throw required(REFUSALS.unknown);
    const refusal = await provider.check(reference.ident, price);
    if (refusal !== null) throw required(refusal);
    return reference;
  }

  /** Checks a payment as far as that can be done without the provider; the price is null where it is not known. */
  check(payment: PaymentReference | null, price: Money | null): ServiceError[] {
    if (payment !== null) return checkPayment(payment);
    return price !== null && this.deps.provider.needsPayment(price) ? [required(MISSING)] : [];
  }

  /**
   * Opens an intent over a price, for the session's customer to pay.
   *
   * @param note told the intent's id, in the transaction that writes it down.
   * @throws {ServiceError} `INPUT_INVALID` where no payment is needed; `QUOTA_EXCEEDED`; `PAYMENT_UNAVAILABLE` or `PAYMENT_PROVIDER_FAILED`.
   */
  async open(price: Money, open: OpenSession, note: NoteMade): Promise<OpenedPayment> {
    const { database, keyring, runtime, holdings, provider } = this.deps;
    const { session } = open;
    if (!provider.needsPayment(price))
      throw new ServiceError("INPUT_INVALID", "No payment is needed: order without one.", "input");
    await forgetUnpaid(database.em.fork(), session.customerId, runtime.now());
    await refuseFurtherIntent(database.em.fork(), open); // before the provider has one that is not written down here
    const id = runtime.uuid();
    const { ident, clientSecret, isPaid } = await provider.open(price, id);
    const status = isPaid ? "paid" : "open";
    const values = {
      id,
      ident,
      customerId: session.customerId,
      sessionId: session.id,
      ...price,
      status,
      clientSecretWrapped: clientSecret === null ? null : keyring.wrap(secretOwner(id), Buffer.from(clientSecret)),
      createdAt: runtime.now(),
    } as const;
    const add = async (em: SqlEntityManager) => {
      await holdSession(em, session);
      await refuseFurtherIntent(em, open);
      await em.insert(PaymentIntent, values);
      await note(em, id);
    };
    await tellTransaction(database.em, "write payment", () => holdings.add(session.customerId, add));
    return { transaction: id, ident, clientSecret, price, status };
  }

  /** An intent that was opened for the customer; null for every other id. */
  async find(customerId: string, id: string): Promise<OpenedPayment | null> {
    const [intent] = await this.findAll(customerId, [id]);
    return intent ?? null;
  }

  /** Those of the ids that are intents of the customer's, in no order. */
  async findAll(customerId: string, ids: readonly string[]): Promise<OpenedPayment[]> {
    const uuids = ids.map(parseUuid).filter((id) => id !== null);
    const intents = await this.deps.database.em.fork().find(PaymentIntent, { id: { $in: uuids }, customerId });
    return intents.map(({ id, ident, amount, currency, status, clientSecretWrapped: wrapped }) => {
      const clientSecret = wrapped && this.deps.keyring.unwrap(secretOwner(id), wrapped).toString();
      return { transaction: id, ident, clientSecret, price: { amount, currency }, status };
    });
  }

  /** Notes what the provider has told of an intent; nothing where it was not opened here, or is further already. */
  async mark(ident: string, status: keyof typeof COMES_FROM): Promise<void> {
    await this.deps.database.em
      .fork()
      .nativeUpdate(PaymentIntent, { ident, status: { $in: [...COMES_FROM[status]] } }, { status });
  }

  /** An intent that was opened here is its customer's alone, under the transaction that it was opened for. */
  private async mayName(customerId: string, { transaction: id, ident }: PaymentReference): Promise<boolean> {
    const opened = await this.deps.database.em.fork().find(PaymentIntent, { $or: [{ id }, { ident }] });
    return opened.every((intent) => intent.customerId === customerId && intent.id === id && intent.ident === ident);
  }
}

/** How an intent's client secret is wrapped: for this intent and no other. */
export function secretOwner(id: string): string {
  return `payment-intent:${id}`;
}

function required(message: string): ServiceError {
  return new ServiceError("PAYMENT_REQUIRED", message, "payment");
}
