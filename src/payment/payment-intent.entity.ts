import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { Customer } from "../access/customer.entity.ts";
import { Session } from "../access/session.entity.ts";
import { ExactInteger } from "../database/exact-integer.ts";
import type { PaymentIntentStatus } from "./payment-intent-status.ts";

/** A payment intent that was opened here, for its customer alone. */
@Entity({ tableName: "payment_intent" })
@Unique({ properties: ["ident"] })
export class PaymentIntent {
  /** The transaction. */
  @PrimaryKey({ type: "uuid" })
  id!: string;

  /** The provider's name of it. */
  @Property({ type: "text" })
  ident!: string;

  @ManyToOne(() => Customer, { mapToPk: true, fieldName: "customer_id" })
  customerId!: string;

  /** Where it was opened. */
  @ManyToOne(() => Session, { mapToPk: true, fieldName: "session_id" })
  sessionId!: string;

  /** In minor units of the currency. */
  @Property({ type: ExactInteger })
  amount!: bigint;

  @Property({ type: "text" })
  currency!: string;

  @Property({ type: "text" })
  status!: PaymentIntentStatus;

  /** What the client pays with at the provider, wrapped; null where there is nothing to pay with. */
  @Property({ type: "blob", nullable: true })
  clientSecretWrapped!: Uint8Array | null;

  @Property({ type: "datetime", length: 3 })
  createdAt!: Date;
}
