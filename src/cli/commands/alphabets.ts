import type { Command } from "commander";
import { examples } from "./examples.ts";

export function addAlphabets(program: Command): void {
  program
    .command("alphabets")
    .argument("[name]", "a preset")
    .summary("print the presets and what each is for")
    .description("Prints the presets and what each is for, or the characters of one.")
    .option("--json", "as JSON")
    .addHelpText("after", examples("alphabets", "alphabets UPPER_EPCG30"))
    .action(async (name: string | undefined, words: { json?: boolean }) => {
      (await import("../alphabets.ts")).showAlphabets(name, words);
    });
}
