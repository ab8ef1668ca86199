import { Migration } from "@mikro-orm/migrations";

/** What it takes for many nodes to share a database. */
export class Nodes extends Migration {
  override up(): void {
    this.addSql("alter table \"part\" add column \"epoch\" int not null default 0");
    this.addSql("alter table \"customer\" add column \"keys_noted\" int not null default 0");
    this.addSql("create table \"node\" (\"id\" uuid not null, \"version\" text not null, \"address\" text null, \"since\" timestamptz(3) not null, \"heartbeat\" timestamptz(3) not null, primary key (\"id\"))");
  }
}
