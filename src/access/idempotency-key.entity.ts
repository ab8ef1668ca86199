import { Entity, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** A request that its sender has named, and what it has made: the same request under the same name makes nothing more. */
@Entity({ tableName: "idempotency_key" })
@Index({ properties: ["createdAt"] })
@Index({ properties: ["customerId"] })
export class IdempotencyKey {
  /** The session or the customer who sent it; a key is theirs alone. */
  @PrimaryKey({ type: "uuid" })
  ownerId!: string;

  /** Whose quota it counts for; null where an earlier version has noted it. */
  @Property({ type: "uuid", nullable: true })
  customerId!: string | null;

  @PrimaryKey({ type: "text" })
  key!: string;

  /** Of the request's name and input, in hex. */
  @Property({ type: "text" })
  requestDigest!: string;

  /** The ids of what the request has made, as JSON. */
  @Property({ type: "text" })
  made!: string;

  @Property({ type: "datetime", length: 3 })
  createdAt!: Date;
}
