import { runProgram } from "./cli/program.ts";
import { exitWith, outliveReaders } from "./cli/terminal.ts";
import { loadEnvironmentFile } from "./config.ts";

outliveReaders();
await run().catch(exitWith);

async function run(): Promise<void> {
  loadEnvironmentFile();
  await runProgram();
}
