import type { Command } from "commander";
import { examples } from "./examples.ts";

export function addKeys(program: Command): void {
  const keys = program.command("keys").summary("make, rotate and retire master keys").description("Master keys.");
  keys
    .command("new")
    .summary("print a new random one")
    .description("Prints a new random master key, for MASTER_KEY.")
    .addHelpText("after", examples("keys new"))
    .action(async () => {
      (await import("../keys.ts")).newMasterKey();
    });
  keys
    .command("rotate")
    .summary("make a new key and wrap all that is stored anew under it")
    .description(
      "Puts a new key before those of master.key, wraps all that is stored anew under it, and tells which others may go; while the service is stopped.",
    )
    .option("--give-up", "retire the others even where Api-Keys or stored snapshots need them")
    .addHelpText("after", examples("keys rotate"))
    .action(async ({ giveUp = false }: { giveUp?: boolean }) => (await import("../keys.ts")).rotateKeys({ giveUp }));
  keys
    .command("rewrap")
    .summary("wrap all that is stored anew under the first key")
    .description(
      "Wraps all that is stored anew under the first key of MASTER_KEY, and tells which others may go; while the service is stopped.",
    )
    .option("--give-up", "retire the others even where Api-Keys or stored snapshots need them")
    .addHelpText("after", examples("keys rewrap"))
    .action(async ({ giveUp = false }: { giveUp?: boolean }) => (await import("../keys.ts")).rewrapKeys({ giveUp }));
}
