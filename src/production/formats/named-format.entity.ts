import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Session } from "../../access/session.entity.ts";
import { ExactInteger } from "../../database/exact-integer.ts";

/** A format that a session has given a name. */
@Entity({ tableName: "named_format" })
@Index({ properties: ["sessionId", "place", "id"] })
export class NamedFormat {
  @ManyToOne(() => Session, { mapToPk: true, fieldName: "session_id", primary: true, index: false })
  sessionId!: string;

  /** Its name, unique in the session. */
  @PrimaryKey({ type: "text" })
  id!: string;

  /** Its canonical text: what becomes of the session's alphabets changes nothing. */
  @Property({ type: "text" })
  text!: string;

  /** Characters of that text, counted once. */
  @Property({ type: "integer" })
  length!: number;

  /** How many tokens it has. */
  @Property({ type: ExactInteger })
  capacity!: bigint;

  /** Counts up within the session: lists show the newest first. */
  @Property({ type: "integer" })
  place!: number;
}
