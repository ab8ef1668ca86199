import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** A master key that has sealed something in this database, by its id. */
@Entity({ tableName: "master_key_use" })
export class MasterKeyUse {
  @PrimaryKey({ type: "text" })
  keyId!: string;

  @Property({ type: "datetime", length: 3 })
  firstUsedAt!: Date;
}
