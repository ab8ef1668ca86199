import { type Command, Option } from "commander";
import {
  choicesOf,
  type Environment,
  readConfig,
  readConfigWith,
  type Setting,
  showConfig,
  shownConfig,
} from "../../config.ts";
import { say, sayJson } from "../terminal.ts";
import { examples } from "./examples.ts";

type Words = Readonly<Record<string, string | boolean | undefined>>;

/** What each setting is, and what stands for its value. A secret is given by a file: what stands on the command line, every user of the machine can read. */
const FLAGS: readonly (readonly [Setting | `${Setting}_FILE`, string, string])[] = [
  ["HOST", "address", "where to listen"],
  ["PORT", "number", "where to listen; 0 for any that is free"],
  ["DATA_DIR", "folder", "the SQLite database, the master key and the lock"],
  ["DATABASE_URL_FILE", "file", "holds postgres://…: PostgreSQL in the place of SQLite"],
  ["DATABASE_DIRECT_URL_FILE", "file", "holds the same database's address past a pooler"],
  ["DATABASE_REPLICA_URL_FILE", "file", "holds the address of a replica of it, which is read from"],
  ["MASTER_KEY_FILE", "file", "holds the master keys, in the place of the data folder's"],
  ["FIRST_API_KEY_FILE", "file", "holds the first customer's Api-Key, for the first start"],
  ["AGREEMENT", "name", "of the first customer"],
  ["PAYMENT", "name", "who says that an order is paid"],
  ["STRIPE_SECRET_KEY_FILE", "file", "holds Stripe's secret key"],
  ["STRIPE_WEBHOOK_SECRET_FILE", "file", "holds the secret of Stripe's webhook"],
  ["STRIPE_API_URL", "url", "where Stripe is asked"],
  ["METRICS_TOKEN_FILE", "file", "holds what lets /metrics be read from another machine"],
  ["PUBLIC_URL", "url", "the address under which clients reach the service"],
  ["TRUST_PROXY", "proxies", "whom to believe about a client's address"],
  ["CORS_ORIGINS", "origins", "whose pages may use the service"],
  ["KEEP_ALIVE_S", "seconds", "how long a connection may wait for its next request"],
  ["STOP_GRACE_S", "seconds", "how long answers have when the service stops"],
  ["OVERSIZE", "what", "what becomes of an order that is too large for one part"],
  ["WORKERS", "number", "threads that make tokens"],
  ["LOG_LEVEL", "level", "the least that is logged"],
  ["LOG_FORMAT", "format", "of the log: pretty on a terminal and json elsewhere unless told"],
];

export function addServe(program: Command): void {
  const serve = program
    .command("serve")
    .summary("serve GraphQL, REST and the console until a signal to stop")
    .description(
      "Serves GraphQL, REST and the console until a signal to stop. Each option but the last is an environment variable, too: --data-dir is DATA_DIR. An option comes before a variable, and a variable before the file .env of the working directory.",
    )
    .addHelpText("after", examples("serve", "serve --port 8080 --data-dir /srv/tokenworks", "serve --payment sandbox"));
  for (const [name, placeholder, description] of FLAGS) serve.addOption(flag(name, placeholder, description));
  serve
    .option("--new-database", "begin with a new, empty database where there was one before")
    .action(async ({ newDatabase, ...words }: Words) => {
      const config = readConfigWith(variablesIn(words));
      await (await import("../serve.ts")).serve(config, { newDatabase: newDatabase === true });
    });
}

export function addConfig(program: Command): void {
  program
    .command("config")
    .summary("print the configuration, secrets hidden")
    .description("Prints the configuration as it is read from the environment and the file .env, secrets hidden.")
    .option("--json", "as JSON")
    .addHelpText("after", examples("config", "config --json"))
    .action(({ json }: { json?: boolean }) => {
      const config = readConfig();
      if (json) sayJson(shownConfig(config));
      else say(showConfig(config));
    });
}

function flag(name: (typeof FLAGS)[number][0], placeholder: string, description: string): Option {
  const setting = name as Setting; // a file's name is none, and has neither choices nor a value of its own
  const usual = usualOf(setting);
  const option = new Option(
    `--${name.toLowerCase().replaceAll("_", "-")} <${placeholder}>`,
    usual === "" ? description : `${description} (default: ${usual})`,
  );
  const choices = choicesOf(setting);
  return choices === null ? option : option.choices([...choices]);
}

/** What holds where nothing is told. It is no default of the option's: that would come before the environment. */
function usualOf(setting: Setting): string {
  if (setting === "DATA_DIR") return "./data";
  if (setting === "WORKERS") return "all cores";
  return String(readConfig({})[setting] ?? "");
}

/** The options as the environment would tell them: dataDir is DATA_DIR. */
function variablesIn(words: Words): Environment {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      String(value),
    ]),
  );
}
