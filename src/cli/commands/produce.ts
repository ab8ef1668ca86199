import type { Command } from "commander";
import { systemRuntime } from "../../lib/runtime.ts";
import type { ProduceWords } from "../produce-options.ts";
import { examples } from "./examples.ts";

export function addProduce(program: Command): void {
  const produce = program
    .command("produce")
    .summary("write tokens to a file or a pipe")
    .description(
      "Writes tokens to a file or a pipe, without the service, and tells the command that goes on with them.",
    )
    .addHelpText(
      "after",
      examples(
        "produce --alphabet UPPER_EPCG30 --digits 12 --size 10000 --key-file line.key --out tokens.txt",
        "produce --chars ACGT --digits 30 --size 1000000 --gz --out tokens.gz",
        "produce --pattern 'TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}' --without-words words.txt --size 50000 --out tickets.txt",
      ),
    );
  addTokens(produce);
  addPatterns(produce);
  produce
    .optionsGroup("Where they go:")
    .option("--out <file>", "where to write; - for standard output", "-")
    .option("--force", "replace a file of that name")
    .option("--append", "go on at the end of that file, on a line of its own")
    .option("--gz", "compress with gzip")
    .option("--newline", "end the last token with a newline, too, as shell tools expect of a file")
    .option("--certificate <file>", "write a signed certificate of the tokens; the line's key signs it")
    .option("--public-key <file>", "write the key that the certificate is signed with, for verify --keys")
    .option("--part <n>", "the number of the certified part; 1 unless told, and needed with --start")
    .optionsGroup("Options:")
    .option("--workers <w>", "threads that make tokens; all cores without it")
    .action(async (words: ProduceWords) => {
      const [{ produce }, { parseProduceOptions }] = await Promise.all([
        import("../produce.ts"),
        import("../produce-options.ts"),
      ]);
      await produce(await parseProduceOptions(words, systemRuntime.randomBytes));
    });
}

function addTokens(produce: Command): void {
  produce
    .optionsGroup("The tokens:")
    .option("--alphabet <name>", "a preset, such as UPPER_EPCG30")
    .option("--chars <string>", "the characters themselves, in their order")
    .option("--digits <d>", "digits of a token, 1 to 1,000; with --alphabet or --chars")
    .requiredOption("--size <n>", "how many tokens")
    .option("--start <i>", "the index of the first token (default: 0)")
    .option("--key <hex>", "the line's key, 32 bytes; without it a fresh one is made and told on standard error")
    .option(
      "--key-file <file>",
      "holds the line's key; where there is no such file, a fresh key is made and put there",
    );
}

function addPatterns(produce: Command): void {
  produce
    .optionsGroup("Tokens by a pattern:")
    .option("--pattern <pattern>", "how tokens are written, such as TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}")
    .option("--without-words <file>", "words, one on each line, that stand nowhere in a pattern's digits and checks")
    .option("--no-ignore-case", "the words in their own case only")
    .option("--digits-for-letters", "the words also where digits stand for letters, such as 0 for o")
    .option("--max-run <k>", "at most so many equal characters in a row")
    .option("--at-least-one-letter", "no tokens without a letter")
    .option("--at-least-one-digit", "no tokens without a digit")
    .option("--format-sha256 <hex>", "refuse any other format than the one that an earlier run has told");
}
