import { Argument, type Command } from "commander";
import { completionScript, SHELLS, type Shell } from "../completion.ts";
import { say } from "../terminal.ts";

export function addCompletion(program: Command): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "which shell's").choices(SHELLS))
    .summary("print what completes commands in a shell")
    .description("Prints a script that completes commands, options and their values in a shell.")
    .addHelpText(
      "after",
      `
Once, in the shell's own way:
  bash   tokenworks completion bash > ~/.local/share/bash-completion/completions/tokenworks
  zsh    tokenworks completion zsh > "\${fpath[1]}/_tokenworks"
  fish   tokenworks completion fish > ~/.config/fish/completions/tokenworks.fish`,
    )
    .action((shell: Shell) => {
      say(completionScript(program, shell));
    });
}
