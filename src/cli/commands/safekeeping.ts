import type { Command } from "commander";
import { examples } from "./examples.ts";

export function addSafekeeping(program: Command): void {
  program
    .command("backup")
    .argument("<file>", "where to write, outside of the data folder")
    .summary("copy the SQLite database into one file")
    .description(
      "Copies the SQLite database into one file, also while the service is at work. The master key is not in it.",
    )
    .option("--force", "replace a file of that name")
    .addHelpText("after", examples("backup /backups/tokenworks.backup"))
    .action(async (file: string, words: { force?: boolean }) => (await import("../backup.ts")).backup(file, words));
  program
    .command("restore")
    .argument("<file>", "a backup")
    .summary("put a backup in the place of the database")
    .description(
      "Puts a backup in the place of the SQLite database, while the service is stopped. What was there stays beside it.",
    )
    .addHelpText("after", examples("restore /backups/tokenworks.backup"))
    .action(async (file: string) => (await import("../restore.ts")).restore(file));
  program
    .command("check")
    .argument("[file]", "a backup; the configured database without it")
    .summary("examine the database or a backup")
    .description(
      "Checks the database, or a backup: its pages, the ledger against the parts, payments, files and keys; also while the service is at work.",
    )
    .option("--json", "as JSON")
    .addHelpText("after", examples("check", "check /backups/tokenworks.backup"))
    .addHelpText("after", "\nExit code: 0 when everything holds, 1 when something does not, 2 when it cannot be read.")
    .action(async (file: string | undefined, words: { json?: boolean }) => {
      process.exitCode = await (await import("../check.ts")).check(file, words);
    });
  program
    .command("migrate-to")
    .argument("<url>", "an empty PostgreSQL database, postgres://…; its password may come by PGPASSWORD")
    .summary("move the SQLite database to PostgreSQL")
    .description("Moves the SQLite database to an empty PostgreSQL database, while the service is stopped.")
    .addHelpText("after", examples("migrate-to postgres://tokenworks@db.example.com/tokenworks"))
    .action(async (url: string) => (await import("../migrate-to.ts")).migrateTo(url));
}
