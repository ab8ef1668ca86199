import { Migration } from "@mikro-orm/migrations";

/** What a customer may hold, and what it takes to count it fast. */
export class CustomerQuotas extends Migration {
  override up(): void {
    this.addSql("alter table `customer` add column `quotas` json null");
    this.addSql("create index `session_customer_open` on `session` (`customer_id`, `revoked_at`) where revoked_at is null");
    this.addSql("drop index `line_customer_id_index`");
    this.addSql("create index `line_customer_open` on `line` (`customer_id`, `deleted_at`) where deleted_at is null");
    this.addSql("alter table `custom_alphabet` add column `length` integer not null default 0");
    this.addSql("update `custom_alphabet` set `length` = length(`chars`)");
    this.addSql("create index `custom_alphabet_session_id_length_index` on `custom_alphabet` (`session_id`, `length`)");
    this.addSql("create index `custom_alphabet_session_id_place_id_index` on `custom_alphabet` (`session_id`, `place`, `id`)");
  }
}
