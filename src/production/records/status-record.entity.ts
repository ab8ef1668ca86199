import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { ExactInteger } from "../../database/exact-integer.ts";
import { Part } from "./part.entity.ts";
import type { Status } from "./status.ts";

/** A part's record as it was when it reached a status; written once, with the change itself. */
@Entity({ tableName: "status_record" })
export class StatusRecord {
  @ManyToOne(() => Part, { mapToPk: true, fieldName: "part_id", primary: true, index: false })
  partId!: string;

  /** 1 for `requested`, counting up. */
  @PrimaryKey({ type: "integer" })
  sequence!: number;

  @Property({ type: "text" })
  status!: Status;

  @Property({ type: "datetime", length: 3 })
  at!: Date;

  /** Tokens that the line can still make. */
  @Property({ type: ExactInteger })
  available!: bigint;

  /** Tokens that one order can still get. */
  @Property({ type: ExactInteger })
  reachable!: bigint;

  /** Percent. */
  @Property({ type: "integer" })
  progress!: number;

  /** Whole digits per second. */
  @Property({ type: "double", nullable: true })
  rate: number | null = null;

  /** Whether the line can be continued. */
  @Property({ type: "boolean", nullable: true })
  partial: boolean | null = null;

  @Property({ type: "text", nullable: true })
  checksum: string | null = null;

  @Property({ type: "text", nullable: true })
  errorCode: string | null = null;

  @Property({ type: "text", nullable: true })
  errorMessage: string | null = null;
}
