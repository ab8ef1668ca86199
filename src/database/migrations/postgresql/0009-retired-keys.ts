import { Migration } from "@mikro-orm/migrations";

export class RetiredKeys extends Migration {
  override up(): void {
    this.addSql("alter table \"master_key_use\" add column \"ended_at\" timestamptz(3) null");
    this.addSql("alter table \"master_key_use\" add column \"retired_at\" timestamptz(3) null");
    this.addSql("alter table \"master_key_use\" add column \"public_key\" bytea null");
    this.addSql("alter table \"api_key\" add column \"key_id\" text null");
  }
}
