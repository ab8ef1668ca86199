import type { Command } from "commander";
import type { FollowWords } from "../remote/follow.ts";
import type { LinesWords } from "../remote/lines.ts";
import { examples } from "./examples.ts";

/** The commands that ask a running service. */
export function addRemote(program: Command): void {
  withAccess(
    program
      .command("lines")
      .summary("show the lines of a session of a running service")
      .description("Shows the lines of a session of a running service, the newest first.")
      .option("--live", "stay, and show every change; ends with the session or Ctrl-C")
      .option("--json", "as JSON; without --live only"),
  )
    .addHelpText("after", examples("lines", "lines --live --url https://tokens.example.com"))
    .action(async (words: LinesWords) => (await import("../remote/lines.ts")).showLines(words));
  withAccess(
    program
      .command("follow")
      .argument("<id>", "a line's id")
      .summary("follow a line of a running service to its end")
      .description(
        "Follows a line of a running service to its end. A connection that breaks is opened again, also when the service is started anew.",
      )
      .option("--json", "a JSON object for each change, one on each row"),
  )
    .addHelpText("after", examples("follow 8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a"))
    .addHelpText(
      "after",
      "\nExit code: 0 when the line has come to its end, 1 when it has failed, or was cancelled or deleted.",
    )
    .action(async (id: string, words: FollowWords) => {
      process.exitCode = await (await import("../remote/follow.ts")).followLine(id, words);
    });
}

function withAccess(command: Command): Command {
  return command
    .option("--url <url>", "the service's address (default: BASE, or http://127.0.0.1:4000)")
    .option("--session-key-file <file>", "holds the Session-Key (default: SESSION_KEY)");
}
