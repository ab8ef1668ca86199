import { Migration } from "@mikro-orm/migrations";

/** Prices of a customer's own, in the place of the agreement's. */
export class CustomerPrices extends Migration {
  override up(): void {
    this.addSql("alter table `customer` add column `price` json null");
  }
}
