import { replaceApiKey } from "../access/api-keys.ts";
import { Customer } from "../access/customer.entity.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { say } from "./terminal.ts";
import { withStorage } from "./with-storage.ts";

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
