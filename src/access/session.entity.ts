import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Customer } from "./customer.entity.ts";

/** What a Session-Key opens: a customer's own room for alphabets and lines. */
@Entity({ tableName: "session" })
@Index({ properties: ["customerId", "grantedAt"] })
@Index({ name: "session_customer_open", properties: ["customerId", "revokedAt"], where: "revoked_at is null" })
@Index({ name: "session_customer_revoked", properties: ["customerId", "revokedAt"], where: "revoked_at is not null" })
export class Session {
  @PrimaryKey({ type: "uuid" })
  id!: string;

  @ManyToOne(() => Customer, { mapToPk: true, fieldName: "customer_id", index: false })
  customerId!: string;

  /** The Session-Key's keyed digest, for looking it up. */
  @Property({ type: "text", unique: true })
  keyDigest!: string;

  /** The Session-Key itself, wrapped, because its customer may list it. */
  @Property({ type: "blob" })
  keyWrapped!: Uint8Array;

  @Property({ type: "text", nullable: true })
  note: string | null = null;

  /** The address the session was opened from. */
  @Property({ type: "text", nullable: true })
  client: string | null = null;

  /** The `User-Agent` it was opened by. */
  @Property({ type: "text", nullable: true })
  agent: string | null = null;

  @Property({ type: "datetime", length: 3 })
  grantedAt!: Date;

  @Property({ type: "datetime", length: 3, nullable: true })
  revokedAt: Date | null = null;
}
