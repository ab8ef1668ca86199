import { Command } from "commander";
import { pino } from "pino";
import { replaceApiKey } from "./access/api-keys.ts";
import { Customer } from "./access/customer.entity.ts";
import { type Config, readConfig, showConfig } from "./config.ts";
import { OperatorError } from "./errors.ts";
import { closing } from "./lib/closing.ts";
import { systemRuntime } from "./lib/runtime.ts";
import { openStorage, type RunningServer, startServer } from "./server.ts";

await commands().parseAsync().catch(exitWith);

function commands(): Command {
  const program = new Command("tokenworks").description("Unique, unpredictable serial numbers, computed and never stored. Configured by the environment.");
  program.command("serve", { isDefault: true }).description("Serve GraphQL and REST until a signal to stop.").action(serve);
  program
    .command("config")
    .description("Print the configuration as it is read from the environment, secrets hidden.")
    .action(() => {
      say(showConfig(readConfig()));
    });
  const customers = program.command("customers").description("Customers and their Api-Keys, while the service is stopped.");
  customers.command("list").description("Print each customer's id and agreement.").action(listCustomers);
  customers.command("key [customer]").description("Replace a customer's Api-Key by a new one and print it.").action(giveKey);
  return program;
}

async function serve(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const server = await startServer({ config, runtime: systemRuntime, log });
  say(banner(server, config));
  const stop = () => {
    server.stop().then(() => process.exit(0), exitWith);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function banner({ url, newApiKey }: RunningServer, config: Config): string {
  const data = config.DATABASE_URL === undefined ? config.DATA_DIR : "PostgreSQL";
  const lines = [`Tokenworks is ready.`, `  GraphQL  ${url}/graphql`, `  REST     ${url}/api`, `  Data     ${data}`];
  if (newApiKey !== null) lines.push(`  Api-Key  ${newApiKey}   (shown this once: keep it)`);
  return lines.join("\n");
}

async function listCustomers(): Promise<void> {
  await withStorage(async ({ database }) => {
    for (const { id, agreement, createdAt } of await database.em.fork().find(Customer, {}, { orderBy: { createdAt: "asc" } })) {
      say(`${id}  ${agreement}  since ${createdAt.toISOString()}`);
    }
  });
}

async function giveKey(customerId: string | undefined): Promise<void> {
  await withStorage(async (storage) => {
    say(await replaceApiKey({ ...storage, runtime: systemRuntime }, customerId));
  });
}

async function withStorage(work: (storage: Awaited<ReturnType<typeof openStorage>>) => Promise<void>): Promise<void> {
  const opened = closing();
  try {
    await work(await openStorage({ config: readConfig(), runtime: systemRuntime }, opened));
  } finally {
    await opened.close();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** An operator's error is told in its own sentence; anything else is a fault of ours, and its stack belongs in the report of it. */
function exitWith(error: unknown): never {
  process.stderr.write(error instanceof OperatorError ? `${error.message}\n` : `Tokenworks failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
