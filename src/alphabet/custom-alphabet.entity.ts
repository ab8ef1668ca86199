import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { Session } from "../access/session.entity.ts";

/** An alphabet of one session's own. */
@Entity({ tableName: "custom_alphabet" })
export class CustomAlphabet {
  @ManyToOne(() => Session, { mapToPk: true, fieldName: "session_id", primary: true, index: false })
  sessionId!: string;

  /** Its name, unique in the session. */
  @PrimaryKey({ type: "text" })
  id!: string;

  @Property({ type: "text" })
  chars!: string;

  /** Counts up within the session: lists show the oldest first. */
  @Property({ type: "integer" })
  place!: number;
}
