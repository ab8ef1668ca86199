import type { Command } from "commander";
import { examples } from "./examples.ts";

export function addSnapshot(program: Command): void {
  const snapshot = program
    .command("snapshot")
    .summary("show a line's snapshot, or let a customer continue it here")
    .description("Snapshots of lines, while the service is stopped.");
  snapshot
    .command("show")
    .argument("<file>", "a snapshot")
    .summary("print what a snapshot says of its line")
    .description("Prints what a snapshot says of its line, but no key.")
    .option("--json", "as JSON")
    .addHelpText("after", examples("snapshot show snapshot.blob"))
    .action(async (file: string, words: { json?: boolean }) =>
      (await import("../snapshot.ts")).showSnapshot(file, words),
    );
  snapshot
    .command("import")
    .argument("<file>", "a snapshot")
    .summary("let a customer continue a line of another database")
    .description(
      "Lets a customer continue a line that another database has made, or that has come further than this one knows.",
    )
    .option("--customer <id>", "who may continue it, where there are several customers")
    .addHelpText("after", examples("snapshot import snapshot.blob"))
    .action(async (file: string, { customer }: { customer?: string }) =>
      (await import("../snapshot.ts")).importSnapshot(file, customer),
    );
}
