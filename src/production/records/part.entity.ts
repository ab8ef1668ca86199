import type { Opt } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, OneToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { ExactInteger } from "../../database/exact-integer.ts";
import { Payment } from "../../payment/payment.entity.ts";
import { Line } from "./line.entity.ts";
import type { Status } from "./status.ts";

export type AnalysisLevel = "none" | "metrics";

/** A range of a line's indexes that was ordered at once. */
@Entity({ tableName: "part" })
@Unique({ properties: ["lineId", "number"] })
@Index({ properties: ["status", "analysis"] })
export class Part {
  @PrimaryKey({ type: "uuid" })
  id!: string;

  @ManyToOne(() => Line, { mapToPk: true, fieldName: "line_id", index: false })
  lineId!: string;

  /** 1 for the line's first part. */
  @Property({ type: "integer" })
  number!: number;

  @Property({ type: ExactInteger })
  firstIndex!: bigint;

  /** Tokens. */
  @Property({ type: ExactInteger })
  size!: bigint;

  /** The key of the files' hashes, wrapped: {@link seedOf} opens it. */
  @Property({ type: "blob", nullable: true })
  seedWrapped!: Uint8Array | null;

  /** A seed that an earlier version has left in the clear; the next start wraps it. */
  @Property({ type: "text", nullable: true, lazy: true })
  seed: string | null = null;

  @Property({ type: "text" })
  analysis!: AnalysisLevel;

  @OneToOne(() => Payment, { mapToPk: true, fieldName: "payment_id", nullable: true })
  paymentId!: string | null;

  @Property({ type: "text" })
  status!: Status;

  /** Raised by each node that takes the part up: what an earlier one still writes changes nothing. */
  @Property({ type: "integer", default: 0 })
  epoch: Opt<number> = 0;

  /** Percent of the tokens that the running pass has made. */
  @Property({ type: "integer" })
  progress!: number;

  /** XOR of all tokens of the line up to this part's end, one code point for each digit; null until `ended`. */
  @Property({ type: "blob", nullable: true, lazy: true })
  register: Uint8Array | null = null;

  /** The register before this part, written alike; null where the line starts with it. */
  @Property({ type: "blob", nullable: true, lazy: true })
  registerBefore: Uint8Array | null = null;
}
