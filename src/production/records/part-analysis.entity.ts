import { Entity, OneToOne, Property } from "@mikro-orm/decorators/legacy";
import { Part } from "./part.entity.ts";

/** What an analysis has found of a part; gone with the line's key, for its points are tokens. */
@Entity({ tableName: "part_analysis" })
export class PartAnalysis {
  @OneToOne(() => Part, { mapToPk: true, fieldName: "part_id", primary: true })
  partId!: string;

  /** As `node:v8` writes it, deflated and wrapped. */
  @Property({ type: "blob" })
  findings!: Uint8Array;
}
