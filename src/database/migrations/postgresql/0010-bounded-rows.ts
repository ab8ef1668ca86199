import { Migration } from "@mikro-orm/migrations";

/** What it takes to count a customer's Idempotency-Keys, and to find the sessions that were revoked long ago. */
export class BoundedRows extends Migration {
  override up(): void {
    this.addSql("alter table \"idempotency_key\" add column \"customer_id\" uuid null");
    this.addSql("create index \"idempotency_key_customer_id_index\" on \"idempotency_key\" (\"customer_id\")");
    this.addSql("create index \"session_customer_revoked\" on \"session\" (\"customer_id\", \"revoked_at\") where revoked_at is not null");
  }
}
