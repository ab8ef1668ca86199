import type { Command } from "commander";
import type { ProveOrder } from "../prove.ts";
import { examples } from "./examples.ts";

export function addProve(program: Command): void {
  program
    .command("prove")
    .argument("<file>", "a whole data file, plain, csv or gzip")
    .argument("<certificate>", "what the service has issued for it")
    .summary("prove a range of a data file, so that it can be checked alone")
    .description(
      "Writes a proof of a range of a data file, and the bytes that it proves: whole leaves of 1 MiB. Whoever has both and the certificate can check the range without the rest, with verify --proof.",
    )
    .option("--lines <first-last>", "the lines to be proven, counted from 1")
    .option("--bytes <first-last>", "the bytes to be proven, counted from 0, as curl -r counts")
    .option("--out <json>", "where the proof goes; - for standard output", "proof.json")
    .option("--range <file>", "where the proven bytes go")
    .option("--force", "replace files that are there")
    .addHelpText(
      "after",
      examples(
        "prove tokens.txt certificate.json --lines 1000-1999 --range range.txt",
        "verify range.txt certificate.json --proof proof.json --keys tokenworks.json",
      ),
    )
    .addHelpText(
      "after",
      "\nExit code: 0 when the proof is written, 1 when the file is not what the certificate says, 2 when something cannot be read or written.",
    )
    .action(async (file: string, certificate: string, options: Omit<ProveOrder, "file" | "certificate">) => {
      const { prove } = await import("../prove.ts");
      process.exitCode = await prove({ file, certificate, ...options });
    });
}
