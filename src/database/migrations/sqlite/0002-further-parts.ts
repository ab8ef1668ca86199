import { Migration } from "@mikro-orm/migrations";

export class FurtherParts extends Migration {
  override up(): void {
    this.addSql("alter table `part` add column `register_before` blob null");
    this.addSql("alter table `part_file` add column `content` blob null");
    this.addSql("alter table `ledger_entry` add column `customer_id` text null");
    this.addSql("alter table `payment` add column `order_digest` text null");
    this.addSql("create table `idempotency_key` (`owner_id` text not null, `key` text not null, `request_digest` text not null, `made` text not null, `created_at` datetime not null, primary key (`owner_id`, `key`))");
    this.addSql("create index `idempotency_key_created_at_index` on `idempotency_key` (`created_at`)");
  }
}
