import { Migration } from "@mikro-orm/migrations";

export class FirstTables extends Migration {
  override up(): void {
    this.addSql("create table `customer` (`id` text not null primary key, `agreement` text not null, `status` text not null, `usage` text not null, `company` text null, `email` text null, `phone` text null, `postal_code` text null, `city` text null, `country` text null, `street_and_number` text null, `secondary_address` text null, `created_at` datetime not null)");
    this.addSql("create table `api_key` (`digest` text not null primary key, `customer_id` text not null, `created_at` datetime not null, constraint `api_key_customer_id_foreign` foreign key (`customer_id`) references `customer` (`id`))");
    this.addSql("create index `api_key_customer_id_index` on `api_key` (`customer_id`)");
    this.addSql("create table `ledger_entry` (`line_id` text not null primary key, `next_index` text not null)");
    this.addSql("create table `master_key_use` (`key_id` text not null primary key, `first_used_at` datetime not null)");
    this.addSql("create table `payment` (`id` text not null primary key, `transaction_id` text not null, `ident` text not null, `spent` integer not null)");
    this.addSql("create unique index `payment_ident_spent` on `payment` (`ident`) where spent");
    this.addSql("create unique index `payment_transaction_spent` on `payment` (`transaction_id`) where spent");
    this.addSql("create table `session` (`id` text not null primary key, `customer_id` text not null, `key_digest` text not null, `key_wrapped` blob not null, `note` text null, `client` text null, `agent` text null, `granted_at` datetime not null, `revoked_at` datetime null, constraint `session_customer_id_foreign` foreign key (`customer_id`) references `customer` (`id`))");
    this.addSql("create unique index `session_key_digest_unique` on `session` (`key_digest`)");
    this.addSql("create index `session_customer_id_granted_at_index` on `session` (`customer_id`, `granted_at`)");
    this.addSql("create table `line` (`id` text not null primary key, `session_id` text not null, `customer_id` text not null, `alphabet_id` text not null, `alphabet_chars` text not null, `digits` integer not null, `generator_version` integer not null, `key_wrapped` blob null, `requested_at` datetime not null, `deleted_at` datetime null, constraint `line_session_id_foreign` foreign key (`session_id`) references `session` (`id`), constraint `line_customer_id_foreign` foreign key (`customer_id`) references `customer` (`id`))");
    this.addSql("create index `line_customer_id_index` on `line` (`customer_id`)");
    this.addSql("create index `line_session_id_requested_at_id_index` on `line` (`session_id`, `requested_at`, `id`)");
    this.addSql("create table `part` (`id` text not null primary key, `line_id` text not null, `number` integer not null, `first_index` text not null, `size` text not null, `seed` text null, `analysis` text not null, `payment_id` text null, `status` text not null, `progress` integer not null, `register` blob null, constraint `part_line_id_foreign` foreign key (`line_id`) references `line` (`id`), constraint `part_payment_id_foreign` foreign key (`payment_id`) references `payment` (`id`) on delete set null)");
    this.addSql("create unique index `part_payment_id_unique` on `part` (`payment_id`)");
    this.addSql("create index `part_status_index` on `part` (`status`)");
    this.addSql("create unique index `part_line_id_number_unique` on `part` (`line_id`, `number`)");
    this.addSql("create table `part_file` (`part_id` text not null, `kind` text not null, `since` text not null, `size` text not null, `sha256` text not null, `hash` text null, `checkpoints` blob null, primary key (`part_id`, `kind`), constraint `part_file_part_id_foreign` foreign key (`part_id`) references `part` (`id`))");
    this.addSql("create table `custom_alphabet` (`session_id` text not null, `id` text not null, `chars` text not null, `place` integer not null, primary key (`session_id`, `id`), constraint `custom_alphabet_session_id_foreign` foreign key (`session_id`) references `session` (`id`))");
    this.addSql("create table `status_record` (`part_id` text not null, `sequence` integer not null, `status` text not null, `at` datetime not null, `available` text not null, `reachable` text not null, `progress` integer not null, `rate` double null, `partial` integer null, `checksum` text null, `error_code` text null, `error_message` text null, primary key (`part_id`, `sequence`), constraint `status_record_part_id_foreign` foreign key (`part_id`) references `part` (`id`))");
  }
}
