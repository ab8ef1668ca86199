import { Migration } from "@mikro-orm/migrations";
import { fillShapes } from "../line-shapes.ts";

/** What it takes to find a token among all lines of a session. */
export class LineShapes extends Migration {
  override async up(): Promise<void> {
    await this.execute("alter table \"line\" add column \"shape\" text not null default ''");
    await fillShapes((sql, parameters) => this.execute(sql, parameters));
    await this.execute("create index \"line_shape\" on \"line\" (\"session_id\", \"digits\", \"shape\", \"id\") where deleted_at is null");
  }
}
