import { Entity, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";

/** A payment as an order named it. While it is spent, neither its transaction nor its intent can pay for another part. */
@Entity({ tableName: "payment" })
@Unique({ name: "payment_transaction_spent", properties: ["transactionId"], where: "spent" })
@Unique({ name: "payment_ident_spent", properties: ["ident"], where: "spent" })
export class Payment {
  @PrimaryKey({ type: "uuid" })
  id!: string;

  @Property({ type: "uuid" })
  transactionId!: string;

  /** The provider's intent, such as Stripe's `pi_…`. */
  @Property({ type: "text" })
  ident!: string;

  /** False once the part it paid for has ended without having shown a token. */
  @Property({ type: "boolean" })
  spent!: boolean;

  /** What it was spent on, as a digest: the same order again is answered with the same part. */
  @Property({ type: "text", nullable: true })
  orderDigest: string | null = null;
}
