import { Migration } from "@mikro-orm/migrations";

/** Lines that are written by a format, and formats that have names. */
export class LineFormats extends Migration {
  override up(): void {
    this.addSql("alter table \"line\" add column \"format\" text null");
    this.addSql("alter table \"line\" add column \"capacity\" text null");
    this.addSql("create table \"named_format\" (\"session_id\" uuid not null, \"id\" text not null, \"text\" text not null, \"length\" int not null, \"capacity\" text not null, \"place\" int not null, primary key (\"session_id\", \"id\"))");
    this.addSql("create index \"named_format_session_id_place_id_index\" on \"named_format\" (\"session_id\", \"place\", \"id\")");
    this.addSql("alter table \"named_format\" add constraint \"named_format_session_id_foreign\" foreign key (\"session_id\") references \"session\" (\"id\")");
  }
}
