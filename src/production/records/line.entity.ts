import type { Opt } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Customer } from "../../access/customer.entity.ts";
import { Session } from "../../access/session.entity.ts";
import { ExactInteger } from "../../database/exact-integer.ts";

/** A production line: a keyed permutation and how it is written. After its deletion a tombstone without a key stays. */
@Entity({ tableName: "line" })
@Index({ properties: ["sessionId", "requestedAt", "id"] })
@Index({ name: "line_customer_open", properties: ["customerId", "deletedAt"], where: "deleted_at is null" })
@Index({ name: "line_shape", properties: ["sessionId", "digits", "shape", "id"], where: "deleted_at is null" })
export class Line {
  @PrimaryKey({ type: "uuid" })
  id!: string;

  @ManyToOne(() => Session, { mapToPk: true, fieldName: "session_id", index: false })
  sessionId!: string;

  @ManyToOne(() => Customer, { mapToPk: true, fieldName: "customer_id", index: false })
  customerId!: string;

  /** The alphabet as it was when the line was ordered, whatever becomes of it in the session. */
  @Property({ type: "text" })
  alphabetId!: string;

  @Property({ type: "text" })
  alphabetChars!: string;

  /** The canonical text of the format that its tokens are written by; then the alphabet's name and characters are empty. */
  @Property({ type: "text", nullable: true })
  format: string | null = null;

  /** Tokens of the format, which are counted once; null without one. */
  @Property({ type: ExactInteger, nullable: true })
  capacity: bigint | null = null;

  @Property({ type: "integer" })
  digits!: number;

  /** As `shapeOf()` names it: lines that write their tokens alike have the same. */
  @Property({ type: "text", default: "" })
  shape: Opt<string> = "";

  @Property({ type: "integer" })
  generatorVersion!: number;

  /** The line's 32 secret bytes, wrapped; null once the line is deleted. */
  @Property({ type: "blob", nullable: true })
  keyWrapped!: Uint8Array | null;

  @Property({ type: "datetime", length: 3 })
  requestedAt!: Date;

  @Property({ type: "datetime", length: 3, nullable: true })
  deletedAt: Date | null = null;
}

/** A line as it is shown: nobody who only looks at it needs its key. */
export type ShownLine = Omit<Line, "keyWrapped" | "shape">;
