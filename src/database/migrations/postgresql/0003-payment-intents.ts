import { Migration } from "@mikro-orm/migrations";

export class PaymentIntents extends Migration {
  override up(): void {
    this.addSql("create table \"payment_intent\" (\"id\" uuid not null, \"ident\" text not null, \"customer_id\" uuid not null, \"session_id\" uuid not null, \"amount\" text not null, \"currency\" text not null, \"status\" text not null, \"client_secret_wrapped\" bytea null, \"created_at\" timestamptz(3) not null, primary key (\"id\"))");
    this.addSql("alter table \"payment_intent\" add constraint \"payment_intent_ident_unique\" unique (\"ident\")");
    this.addSql("alter table \"payment_intent\" add constraint \"payment_intent_customer_id_foreign\" foreign key (\"customer_id\") references \"customer\" (\"id\")");
    this.addSql("alter table \"payment_intent\" add constraint \"payment_intent_session_id_foreign\" foreign key (\"session_id\") references \"session\" (\"id\")");
  }
}
