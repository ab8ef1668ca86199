import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { ExactInteger } from "../database/exact-integer.ts";

/** The ledger: from which index on a line has shown no token. It outlives the line, so no snapshot is ever used twice. */
@Entity({ tableName: "ledger_entry" })
export class LedgerEntry {
  @PrimaryKey({ type: "uuid" })
  lineId!: string;

  @Property({ type: ExactInteger })
  nextIndex!: bigint;

  /** Who has adopted a line that another database made; null where this one did. */
  @Property({ type: "uuid", nullable: true })
  customerId: string | null = null;
}
