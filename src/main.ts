import { Command } from "commander";
import type { ProduceWords } from "./cli/produce-options.ts";
import { exitWith, say } from "./cli/terminal.ts";
import { readConfig, showConfig } from "./config.ts";
import { systemRuntime } from "./lib/runtime.ts";

// Each command loads what it needs: none waits for the modules of another.
await commands().parseAsync().catch(exitWith);

function commands(): Command {
  const program = new Command("tokenworks").description(
    "Unique, unpredictable serial numbers, computed and never stored.",
  );
  program
    .command("serve", { isDefault: true })
    .description("Serve GraphQL and REST until a signal to stop; configured by the environment.")
    .option("--new-database", "begin with a new, empty database where there was one before")
    .action(async (words: { newDatabase?: boolean }) => (await import("./cli/serve.ts")).serve(words));
  program
    .command("config")
    .description("Print the configuration as it is read from the environment, secrets hidden.")
    .action(() => {
      say(showConfig(readConfig()));
    });
  const customers = program
    .command("customers")
    .description("Customers and their Api-Keys, while the service is stopped.");
  customers
    .command("list")
    .description("Print each customer's id and agreement.")
    .action(async () => (await import("./cli/customers.ts")).listCustomers());
  customers
    .command("key [customer]")
    .description("Replace a customer's Api-Key by a new one and print it.")
    .action(async (customer: string | undefined) => (await import("./cli/customers.ts")).giveKey(customer));
  customers
    .command("set [customer]")
    .description("Set a customer's quotas in the place of the agreement's, and print what holds then.")
    .requiredOption(
      "--quota <name=number...>",
      "such as openLines=500; none for no limit of requestsPerSecond, agreement for the agreement's own",
    )
    .action(async (customer: string | undefined, options: { quota: string[] }) =>
      (await import("./cli/customers.ts")).setCustomer(customer, options),
    );
  addSafekeeping(program);
  addMove(program);
  addKeys(program);
  addSnapshot(program);
  addProduce(program);
  program
    .command("alphabets [name]")
    .description("Print the presets and what each is for, or the characters of one.")
    .action(async (name: string | undefined) => {
      (await import("./cli/alphabets.ts")).showAlphabets(name);
    });
  addVerify(program);
  return program;
}

function addSafekeeping(program: Command): void {
  program
    .command("backup <file>")
    .description(
      "Copy the SQLite database into one file, also while the service is at work. The master key is not in it.",
    )
    .option("--force", "replace a file of that name")
    .action(async (file: string, words: { force?: boolean }) => (await import("./cli/backup.ts")).backup(file, words));
  program
    .command("restore <file>")
    .description(
      "Put a backup in the place of the SQLite database, while the service is stopped. What was there stays beside it.",
    )
    .action(async (file: string) => (await import("./cli/restore.ts")).restore(file));
  program
    .command("check [file]")
    .description(
      "Check the database, or a backup: its pages, the ledger against the parts, payments, files and keys; also while the service is at work.",
    )
    .addHelpText("after", "\nExit code: 0 when everything holds, 1 when something does not, 2 when it cannot be read.")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2)) // 1 says that a check has failed
    .action(async (file: string | undefined) => {
      process.exitCode = await (await import("./cli/check.ts")).check(file);
    });
}

function addMove(program: Command): void {
  program
    .command("migrate-to <url>")
    .description(
      "Move the SQLite database to an empty PostgreSQL database, postgres://…, while the service is stopped. A password may come by PGPASSWORD.",
    )
    .action(async (url: string) => (await import("./cli/migrate-to.ts")).migrateTo(url));
}

function addKeys(program: Command): void {
  const keys = program.command("keys").description("Master keys.");
  keys
    .command("new")
    .description("Print a new random one, for MASTER_KEY.")
    .action(async () => {
      (await import("./cli/keys.ts")).newMasterKey();
    });
  keys
    .command("rewrap")
    .description(
      "Wrap all that is stored anew under the first key of MASTER_KEY, and tell which others may go; while the service is stopped.",
    )
    .option("--give-up", "retire the others even where Api-Keys or stored snapshots need them")
    .action(async ({ giveUp = false }: { giveUp?: boolean }) => (await import("./cli/keys.ts")).rewrapKeys({ giveUp }));
}

function addSnapshot(program: Command): void {
  const snapshot = program.command("snapshot").description("Snapshots of lines, while the service is stopped.");
  snapshot
    .command("show <file>")
    .description("Print what a snapshot says of its line, but no key.")
    .action(async (file: string) => (await import("./cli/snapshot.ts")).showSnapshot(file));
  snapshot
    .command("import <file>")
    .description(
      "Let a customer continue a line that another database has made, or that has come further than this one knows.",
    )
    .option("--customer <id>", "who may continue it, where there are several customers")
    .action(async (file: string, { customer }: { customer?: string }) =>
      (await import("./cli/snapshot.ts")).importSnapshot(file, customer),
    );
}

function addProduce(program: Command): void {
  program
    .command("produce")
    .description("Write tokens to a file or a pipe, without the service.")
    .option("--alphabet <name>", "a preset, such as UPPER_EPCG30")
    .option("--chars <string>", "the characters themselves, in their order")
    .option("--digits <d>", "digits of a token, 1 to 1,000; with --alphabet or --chars")
    .option("--pattern <pattern>", "how tokens are written, such as TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}")
    .option("--without-words <file>", "words, one on each line, that stand nowhere in a pattern's digits and checks")
    .option("--no-ignore-case", "the words in their own case only")
    .option("--digits-for-letters", "the words also where digits stand for letters, such as 0 for o")
    .option("--max-run <k>", "at most so many equal characters in a row")
    .option("--at-least-one-letter", "no tokens without a letter")
    .option("--at-least-one-digit", "no tokens without a digit")
    .option("--format-sha256 <hex>", "refuse any other format than the one that an earlier run has told")
    .requiredOption("--size <n>", "how many tokens")
    .option("--key <hex>", "the line's key, 32 bytes; without it a fresh one is made and told on standard error")
    .option("--start <i>", "the index of the first token", "0")
    .option("--out <file>", "where to write; - for standard output", "-")
    .option("--gz", "compress with gzip")
    .option("--workers <w>", "threads that make tokens; all cores without it")
    .action(async (words: ProduceWords) => {
      const [{ produce }, { parseProduceOptions }] = await Promise.all([
        import("./cli/produce.ts"),
        import("./cli/produce-options.ts"),
      ]);
      await produce(await parseProduceOptions(words, systemRuntime.randomBytes));
    });
}

function addVerify(program: Command): void {
  program
    .command("verify <file> <certificate>")
    .description("Check a downloaded data file, plain or gzip, against its certificate, without the service.")
    .option(
      "--keys <json>",
      "the service's public keys, saved from /.well-known/tokenworks.json; without them the signature is not checked",
    )
    .addHelpText(
      "after",
      "\nExit code: 0 when everything holds, 1 when something does not, 2 when an input cannot be read.",
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2)) // 1 says that a check has failed
    .action(async (file: string, certificate: string, { keys }: { keys?: string }) => {
      process.exitCode = await (await import("./cli/verify.ts")).verify({ file, certificate, keys });
    });
}
