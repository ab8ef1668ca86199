import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Customer } from "./customer.entity.ts";

/** An Api-Key, known by its keyed digest alone. */
@Entity({ tableName: "api_key" })
export class ApiKey {
  @PrimaryKey({ type: "text" })
  digest!: string;

  @ManyToOne(() => Customer, { mapToPk: true, fieldName: "customer_id" })
  customerId!: string;

  @Property({ type: "datetime", length: 3 })
  createdAt!: Date;

  /** The master key under which the digest is; null where only its next use can tell. */
  @Property({ type: "text", nullable: true })
  keyId: string | null = null;
}
