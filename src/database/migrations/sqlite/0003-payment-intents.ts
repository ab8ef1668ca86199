import { Migration } from "@mikro-orm/migrations";

export class PaymentIntents extends Migration {
  override up(): void {
    this.addSql("create table `payment_intent` (`id` text not null primary key, `ident` text not null, `customer_id` text not null, `session_id` text not null, `amount` text not null, `currency` text not null, `status` text not null, `client_secret_wrapped` blob null, `created_at` datetime not null, constraint `payment_intent_customer_id_foreign` foreign key (`customer_id`) references `customer` (`id`), constraint `payment_intent_session_id_foreign` foreign key (`session_id`) references `session` (`id`))");
    this.addSql("create index `payment_intent_customer_id_index` on `payment_intent` (`customer_id`)");
    this.addSql("create index `payment_intent_session_id_index` on `payment_intent` (`session_id`)");
    this.addSql("create unique index `payment_intent_ident_unique` on `payment_intent` (`ident`)");
  }
}
