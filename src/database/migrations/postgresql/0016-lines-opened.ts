import { Migration } from "@mikro-orm/migrations";

/** How many lines a customer has ever opened, so that those that are open need not be counted for each order. */
export class LinesOpened extends Migration {
  override up(): void {
    this.addSql("alter table \"customer\" add column \"lines_opened\" int not null default 0");
  }
}
