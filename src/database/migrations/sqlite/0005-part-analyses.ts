import { Migration } from "@mikro-orm/migrations";

export class PartAnalyses extends Migration {
  override up(): void {
    this.addSql("create table `part_analysis` (`part_id` text not null primary key, `findings` blob not null, constraint `part_analysis_part_id_foreign` foreign key (`part_id`) references `part` (`id`) on update cascade on delete cascade)");
  }
}
