import type { Command } from "commander";
import { examples } from "./examples.ts";

interface VerifyOptions {
  readonly keys?: string;
  readonly allowUnknownKey?: boolean;
  readonly json?: boolean;
  readonly proof?: string;
}

export function addVerify(program: Command): void {
  program
    .command("verify")
    .argument("<file>", "a data file, plain, csv or gzip; - for standard input")
    .argument("<certificate>", "what the service has issued for it")
    .argument("[others...]", "files of further parts of the same line, each with its certificate")
    .summary("check data files against their certificates")
    .description(
      "Checks downloaded data files against their certificates, without the service. Several parts are checked together, too: that none overlap, and none is missing between them.",
    )
    .option("--keys <json>", "the service's public keys, saved from /.well-known/tokenworks.json")
    .option("--allow-unknown-key", "end with 0 even where it is not known whose key has signed")
    .option("--proof <json>", "check a range of a data file alone, by what prove has written")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      examples(
        "verify tokens.txt certificate.json --keys tokenworks.json",
        "verify 1.txt 1.json 2.csv 2.json 3.txt.gz 3.json --keys tokenworks.json",
        "verify range.txt certificate.json --proof proof.json --keys tokenworks.json",
        "verify - certificate.json --keys tokenworks.json < tokens.txt",
      ),
    )
    .addHelpText(
      "after",
      "\nExit code: 0 when everything holds, 1 when something does not or the signer is unknown, 2 when an input cannot be read.",
    )
    .action(async (file: string, certificate: string, others: string[], options: VerifyOptions) => {
      const { verify } = await import("../verify.ts");
      process.exitCode = await verify({ paths: [file, certificate, ...others], ...options });
    });
}
