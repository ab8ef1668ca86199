import { agreementOf } from "../access/agreement-of.ts";
import { replaceApiKey } from "../access/api-keys.ts";
import { Customer } from "../access/customer.entity.ts";
import { findCustomer } from "../access/find-customer.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { parseQuotas } from "./parse-quotas.ts";
import { say } from "./terminal.ts";
import { withStorage } from "./with-storage.ts";

export async function listCustomers(): Promise<void> {
  await withStorage(async ({ database }) => {
    for (const { id, agreement, createdAt } of await database.em
      .fork()
      .find(Customer, {}, { orderBy: { createdAt: "asc" } })) {
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

/** Changes a customer's quotas and prints what holds then. */
export async function setCustomer(
  customerId: string | undefined,
  { quota }: { readonly quota: readonly string[] },
): Promise<void> {
  const changes = parseQuotas(quota);
  await withStorage(async ({ database }) => {
    const em = database.em.fork();
    const customer = await findCustomer(em, customerId);
    const own = Object.entries({ ...customer.quotas, ...changes }).filter(([, value]) => value !== undefined);
    customer.quotas = own.length === 0 ? null : Object.fromEntries(own);
    await em.flush();
    for (const [name, value] of Object.entries(agreementOf(customer).quotas)) say(`${name}=${value ?? "none"}`);
  });
}
