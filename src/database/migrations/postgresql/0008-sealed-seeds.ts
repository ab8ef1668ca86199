import { Migration } from "@mikro-orm/migrations";

export class SealedSeeds extends Migration {
  override up(): void {
    this.addSql("alter table \"part\" add column \"seed_wrapped\" bytea null");
  }
}
