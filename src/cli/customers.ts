import { existsSync } from "node:fs";
import { join } from "node:path";
import { replaceApiKey } from "../access/api-keys.ts";
import { Customer } from "../access/customer.entity.ts";
import { readConfig } from "../config.ts";
import { OperatorError } from "../errors.ts";
import { closing } from "../lib/closing.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { DATABASE_FILE, openStorage } from "../server.ts";
import { say } from "./terminal.ts";

export async function listCustomers(): Promise<void> {
  await withStorage(async ({ database }) => {
    for (const { id, agreement, createdAt } of await database.em.fork().find(Customer, {}, { orderBy: { createdAt: "asc" } })) {
      say(`${id}  ${agreement}  since ${createdAt.toISOString()}`);
    }
  });
}

/** Prints the new key: it is stored as a digest, so nobody can print it again. */
export async function giveKey(customerId: string | undefined): Promise<void> {
  await withStorage(async (storage) => {
    say(await replaceApiKey({ ...storage, runtime: systemRuntime }, customerId));
  });
}

async function withStorage(work: (storage: Awaited<ReturnType<typeof openStorage>>) => Promise<void>): Promise<void> {
  const config = readConfig();
  if (config.DATABASE_URL === undefined && !existsSync(join(config.DATA_DIR, DATABASE_FILE))) {
    throw new OperatorError(`There is no database in ${config.DATA_DIR}: start the service once, or set DATA_DIR.`);
  }
  const opened = closing();
  try {
    await work(await openStorage({ config, runtime: systemRuntime }, opened));
  } finally {
    await opened.close();
  }
}
