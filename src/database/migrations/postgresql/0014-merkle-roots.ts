import { Migration } from "@mikro-orm/migrations";

/** The root by which a range of a file is proven; of files that are there nobody knows it. */
export class MerkleRoots extends Migration {
  override up(): void {
    this.addSql("alter table \"part_file\" add column \"merkle_root\" text null");
  }
}
