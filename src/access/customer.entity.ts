import type { Opt } from "@mikro-orm/core";
import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import type { AgreementName, OwnPrice, Quotas } from "./agreement.ts";

/** Who orders: the holder of one or more Api-Keys, bound to an agreement. */
@Entity({ tableName: "customer" })
export class Customer {
  @PrimaryKey({ type: "uuid" })
  id!: string;

  @Property({ type: "text" })
  agreement!: AgreementName;

  @Property({ type: "text" })
  status!: "granted";

  @Property({ type: "text" })
  usage!: "permanent";

  @Property({ type: "text", nullable: true })
  company: string | null = null;

  @Property({ type: "text", nullable: true })
  email: string | null = null;

  @Property({ type: "text", nullable: true })
  phone: string | null = null;

  @Property({ type: "text", nullable: true })
  postalCode: string | null = null;

  @Property({ type: "text", nullable: true })
  city: string | null = null;

  @Property({ type: "text", nullable: true })
  country: string | null = null;

  @Property({ type: "text", nullable: true })
  streetAndNumber: string | null = null;

  @Property({ type: "text", nullable: true })
  secondaryAddress: string | null = null;

  /** Prices that were set for this customer alone; the others are the agreement's. */
  @Property({ type: "json", nullable: true })
  price: Partial<OwnPrice> | null = null;

  /** Quotas that were set for this customer alone; the others are the agreement's. */
  @Property({ type: "json", nullable: true })
  quotas: Partial<Quotas> | null = null;

  /** Counts the Idempotency-Keys that were ever noted, so that a node knows how many came by others. */
  @Property({ type: "integer", default: 0 })
  keysNoted: Opt<number> = 0;

  /** Counts the lines that were ever opened, for the same reason. */
  @Property({ type: "integer", default: 0 })
  linesOpened: Opt<number> = 0;

  @Property({ type: "datetime", length: 3 })
  createdAt!: Date;
}
