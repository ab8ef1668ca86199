import { program } from "./cli/program.ts";
import { exitWith, outliveReaders } from "./cli/terminal.ts";
import { loadEnvironmentFile } from "./config.ts";

outliveReaders();
await run().catch(exitWith);

async function run(): Promise<void> {
  loadEnvironmentFile();
  const commands = program();
  if (process.argv.length === 2) commands.outputHelp();
  else await commands.parseAsync();
}
