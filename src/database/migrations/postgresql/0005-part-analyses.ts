import { Migration } from "@mikro-orm/migrations";

export class PartAnalyses extends Migration {
  override up(): void {
    this.addSql("create table \"part_analysis\" (\"part_id\" uuid not null, \"findings\" bytea not null, primary key (\"part_id\"))");
    this.addSql("alter table \"part_analysis\" add constraint \"part_analysis_part_id_foreign\" foreign key (\"part_id\") references \"part\" (\"id\") on update cascade on delete cascade");
  }
}
