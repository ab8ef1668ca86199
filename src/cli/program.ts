import { Command, CommanderError } from "commander";
import { version } from "../lib/version.ts";
import { addAlphabets } from "./commands/alphabets.ts";
import { addCompletion } from "./commands/completion.ts";
import { addCustomers } from "./commands/customers.ts";
import { addKeys } from "./commands/keys.ts";
import { addProduce } from "./commands/produce.ts";
import { addProve } from "./commands/prove.ts";
import { addRemote } from "./commands/remote.ts";
import { addSafekeeping } from "./commands/safekeeping.ts";
import { addConfig, addServe } from "./commands/serve.ts";
import { addSnapshot } from "./commands/snapshot.ts";
import { addVerify } from "./commands/verify.ts";
import { EXIT } from "./exit-codes.ts";

/** Runs the command that a command line names; without words, help is shown. */
export async function runProgram(): Promise<void> {
  const commands = program();
  if (process.argv.length === 2) commands.outputHelp();
  else await commands.parseAsync().catch(unlessShown);
}

/** Help and the version stand for a command. Nothing ends the process at once: they may not be written yet. */
function unlessShown(end: unknown): void {
  if (!(end instanceof CommanderError)) throw end;
}

/** All commands. Each loads what it needs when it runs: none waits for the modules of another. */
export function program(): Command {
  const commands = new Command("tokenworks")
    .description("Unique, unpredictable serial numbers, computed and never stored.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help, also after a command")
    .exitOverride((end) => {
      if (end.exitCode !== EXIT.done) process.exit(EXIT.refused); // 1 says that a check has failed
      throw end;
    })
    .addHelpText("after", AFTER);
  commands.commandsGroup("The service:");
  addServe(commands);
  addConfig(commands);
  commands.commandsGroup("A running service:");
  addRemote(commands);
  commands.commandsGroup("Tokens without the service:");
  addProduce(commands);
  addVerify(commands);
  addProve(commands);
  addAlphabets(commands);
  commands.commandsGroup("The database and its keys:");
  addSafekeeping(commands);
  addCustomers(commands);
  addKeys(commands);
  addSnapshot(commands);
  commands.commandsGroup("The command line:");
  addCompletion(commands);
  commands.helpCommand("help [command]", "print help of a command");
  return commands;
}

const AFTER = `
Examples:
  $ tokenworks serve
  $ tokenworks produce --alphabet UPPER_EPCG30 --digits 12 --size 1000 --out tokens.txt
  $ tokenworks verify tokens.txt certificate.json --keys tokenworks.json

Exit codes: 0 done, 1 what was checked does not hold, 2 it could not be done, 70 a fault of the program's own.`;
