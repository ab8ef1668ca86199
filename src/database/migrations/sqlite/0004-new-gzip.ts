import { Migration } from "@mikro-orm/migrations";

/** What is known of compressed files was measured by another compressor: it is found out anew on demand. */
export class NewGzip extends Migration {
  override up(): void {
    this.addSql("delete from `part_file` where `kind` = 'data_gz'");
  }
}
