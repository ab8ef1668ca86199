import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Session } from "../access/session.entity.ts";

/** An alphabet of one session's own. */
@Entity({ tableName: "custom_alphabet" })
@Index({ properties: ["sessionId", "length"] })
@Index({ properties: ["sessionId", "place", "id"] })
export class CustomAlphabet {
  @ManyToOne(() => Session, { mapToPk: true, fieldName: "session_id", primary: true, index: false })
  sessionId!: string;

  /** Its name, unique in the session. */
  @PrimaryKey({ type: "text" })
  id!: string;

  @Property({ type: "text" })
  chars!: string;

  /** Characters, counted once: to read them all would take far longer than to sum up their numbers. */
  @Property({ type: "integer", default: 0 })
  length!: number;

  /** Counts up within the session: lists show the oldest first. */
  @Property({ type: "integer" })
  place!: number;
}
