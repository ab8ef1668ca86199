import type { Command, Option } from "commander";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A command, as a shell comes to it: by its words after the program's name. */
interface Place {
  /** Empty for the program itself. */
  readonly path: readonly string[];
  readonly command: Command;
}

/** A script that completes a program's commands, options and the closed lists of their values; elsewhere the shell completes files. */
export function completionScript(program: Command, shell: Shell): string {
  const places = placesIn({ path: [], command: program });
  return shell === "bash" ? bash(places) : shell === "zsh" ? zsh(places) : fish(places);
}

function placesIn({ path, command }: Place): Place[] {
  const inner = command.commands.flatMap((each) => placesIn({ path: [...path, each.name()], command: each }));
  return [{ path, command }, ...inner];
}

function bash(places: readonly Place[]): string {
  return `# bash completion of tokenworks
_tokenworks() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" place="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place/\${COMP_WORDS[i]}" in
${caseOf(places)} place="$place/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place $prev" in
${choiceCases(places, (choices) => `words="${choices}"`)}
    *) case "$place" in
${wordCases(places, (words) => `words="${words}"`)}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _tokenworks tokenworks`;
}

function zsh(places: readonly Place[]): string {
  return `#compdef tokenworks
_tokenworks() {
  local place="" i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    case "$place/\${words[i]}" in
${caseOf(places)} place="$place/\${words[i]}" ;;
    esac
  done
  case "$place \${words[CURRENT-1]}" in
${choiceCases(places, (choices) => `found=(${choices}); compadd -a found; return`)}
    *) case "$place" in
${wordCases(places, (words) => `found=(${words})`)}
    esac ;;
  esac
  compadd -a found
  [[ "\${words[CURRENT]}" == -* ]] || _files
}
_tokenworks "$@"`;
}

/** The pattern of all commands: what a word must be to lead further. */
function caseOf(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path.length > 0).map(({ path }) => `/${path.join("/")}`);
  return `      ${paths.join("|")})`;
}

/** A row for each option, or argument, that takes one of a closed list. */
function choiceCases(places: readonly Place[], act: (choices: string) => string): string {
  return places
    .flatMap(({ path, command }) => {
      const place = path.map((word) => `/${word}`).join("");
      const ofArgument = command.registeredArguments[0]?.argChoices;
      return [
        ...optionsOf(command).flatMap(({ long, argChoices }) =>
          long && argChoices ? [`    "${place} ${long}") ${act(argChoices.join(" "))} ;;`] : [],
        ),
        ...(ofArgument ? [`    "${place} ${path.at(-1) ?? ""}") ${act(ofArgument.join(" "))} ;;`] : []),
      ];
    })
    .join("\n");
}

function wordCases(places: readonly Place[], act: (words: string) => string): string {
  return places
    .map(({ path, command }) => {
      const words = [...command.commands.map((each) => each.name()), ...longNames(command)];
      return `      "${path.map((word) => `/${word}`).join("")}") ${act(words.join(" "))} ;;`;
    })
    .join("\n");
}

function fish(places: readonly Place[]): string {
  const rows = places.flatMap(({ path, command }) => {
    const when = path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const names = command.commands.map((each) => each.name());
    const here = [...when, ...(names.length > 0 ? [`not __fish_seen_subcommand_from ${names.join(" ")}`] : [])];
    const head = `complete -c tokenworks${here.length === 0 ? "" : ` -n '${here.join("; and ")}'`}`;
    return [
      ...command.commands.map((each) => `${head} -f -a ${each.name()} -d ${quoted(each.summary())}`),
      ...optionsOf(command).flatMap((option) => fishOption(head, option)),
      ...(command.registeredArguments[0]?.argChoices ? [`${head} -f -a ${quoted(command.registeredArguments[0].argChoices.join(" "))}`] : []), // prettier-ignore
    ];
  });
  return ["# fish completion of tokenworks", ...rows].join("\n");
}

function fishOption(head: string, { long, description, required, argChoices }: Option): string[] {
  if (!long) return [];
  const values = argChoices ? ` -f -a ${quoted(argChoices.join(" "))}` : "";
  return [`${head} -l ${long.slice(2)}${required ? " -r" : ""}${values} -d ${quoted(description)}`];
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function longNames(command: Command): string[] {
  return optionsOf(command).flatMap(({ long }) => (long ? [long] : []));
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
