import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** A master key that has sealed or signed something in this database, by its id. */
@Entity({ tableName: "master_key_use" })
export class MasterKeyUse {
  /** Of either form: the same key may have been used under both. */
  @PrimaryKey({ type: "text" })
  keyId!: string;

  @Property({ type: "datetime", length: 3 })
  firstUsedAt!: Date;

  /** When another took its place as the one that seals and signs; null for that one. */
  @Property({ type: "datetime", length: 3, nullable: true })
  endedAt: Date | null = null;

  /** Since when nothing in this database needs it any more; null while something may. */
  @Property({ type: "datetime", length: 3, nullable: true })
  retiredAt: Date | null = null;

  /** The 32 bytes of its Ed25519 public key, kept for those who verify after its retirement; null until a start has seen the key. */
  @Property({ type: "blob", nullable: true })
  publicKey: Uint8Array | null = null;
}
