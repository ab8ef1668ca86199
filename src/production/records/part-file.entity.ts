import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { ExactInteger } from "../../database/exact-integer.ts";
import { Part } from "./part.entity.ts";
import type { Status } from "./status.ts";

export type FileKind =
  | ListedKind
  | "data_gz_newline"
  | `data_csv${"" | "_bom"}${"" | "_guarded"}`
  | "data_json"
  | "data_ndjson"
  | "data_xlsx";

/** The files that a record lists; the data's further formats are known by their name. */
export type ListedKind = "data" | "data_gz" | "snapshot" | "analysis" | "score" | "delta";

/** What is known of a part's file; its bytes are generated whenever they are asked for. */
@Entity({ tableName: "part_file" })
export class PartFile {
  @ManyToOne(() => Part, { mapToPk: true, fieldName: "part_id", primary: true, index: false })
  partId!: string;

  @PrimaryKey({ type: "text" })
  kind!: FileKind;

  /** The status that the file came with. */
  @Property({ type: "text" })
  since!: Status;

  /** Bytes. */
  @Property({ type: ExactInteger })
  size!: bigint;

  /** SHA-256 in hex. */
  @Property({ type: "text" })
  sha256!: string;

  /** HMAC-SHA-256 under the order's seed, in hex; null without a seed. */
  @Property({ type: "text", nullable: true })
  hash!: string | null;

  /** The Merkle root over its bytes, in hex (RFC 6962); null of files that no pass has made, and of those that were made before there was one. */
  @Property({ type: "text", nullable: true })
  merkleRoot!: string | null;

  /**
   * What must be known to write the file from any byte on: where tokens begin, for alphabets of mixed width; what a format of the data notes of
   * itself. Null where arithmetic tells.
   */
  @Property({ type: "blob", nullable: true, lazy: true })
  checkpoints: Uint8Array | null = null;

  /** The file itself where it is made once and kept, sealed; null where it is generated while it is sent, and once its line is deleted. */
  @Property({ type: "blob", nullable: true, lazy: true })
  content: Uint8Array | null = null;
}
