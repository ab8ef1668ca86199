import { Migration } from "@mikro-orm/migrations";

/** What PostgreSQL's many nodes need; here they stay as they are. */
export class Epochs extends Migration {
  override up(): void {
    this.addSql("alter table `part` add column `epoch` integer not null default 0");
    this.addSql("alter table `customer` add column `keys_noted` integer not null default 0");
  }
}
