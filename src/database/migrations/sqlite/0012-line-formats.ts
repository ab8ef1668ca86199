import { Migration } from "@mikro-orm/migrations";

/** Lines that are written by a format. */
export class LineFormats extends Migration {
  override up(): void {
    this.addSql("alter table `line` add column `format` text null");
    this.addSql("alter table `line` add column `capacity` text null");
  }
}
