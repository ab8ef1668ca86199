import { Migration } from "@mikro-orm/migrations";

/** Finds the parts that still want an analysis among all that are finished. */
export class UnfinishedParts extends Migration {
  override up(): void {
    this.addSql("drop index `part_status_index`");
    this.addSql("create index `part_status_analysis_index` on `part` (`status`, `analysis`)");
  }
}
