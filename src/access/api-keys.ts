import type { Database } from "../database/start-database.ts";
import type { Runtime } from "../lib/runtime.ts";
import type { AgreementName } from "./agreement.ts";
import { ApiKey } from "./api-key.entity.ts";
import { Customer } from "./customer.entity.ts";
import { findCustomer } from "./find-customer.ts";
import type { Keyring } from "./keyring.ts";

export interface ApiKeysParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
}

/**
 * Sees to it that somebody can order: the configured Api-Key has a customer, and without one the first start makes both.
 *
 * @returns the Api-Key that was generated, to be shown this once, or null.
 */
export async function ensureCustomer(parts: ApiKeysParts, wanted: { apiKey: string | undefined; agreement: AgreementName }): Promise<string | null> {
  const { database, keyring, runtime } = parts;
  const em = database.em.fork();
  if (wanted.apiKey === undefined && (await em.count(ApiKey)) > 0) return null;
  const key = wanted.apiKey ?? runtime.uuid();
  if ((await em.count(ApiKey, { digest: { $in: keyring.digests("api-key", key) } })) > 0) return null;
  const createdAt = runtime.now();
  const customer = em.create(Customer, { id: runtime.uuid(), agreement: wanted.agreement, status: "granted", usage: "permanent", createdAt });
  em.create(ApiKey, { digest: keyring.digest("api-key", key), customerId: customer.id, createdAt });
  await em.flush();
  return wanted.apiKey === undefined ? key : null;
}

/**
 * Gives a customer a new Api-Key in the place of all it had; its sessions stay open.
 *
 * @param customerId may be left out where there is only one customer.
 * @throws {OperatorError} unless exactly one customer is meant.
 */
export async function replaceApiKey(parts: ApiKeysParts, customerId?: string): Promise<string> {
  const { database, keyring, runtime } = parts;
  const key = runtime.uuid();
  await database.em.fork().transactional(async (em) => {
    const customer = await findCustomer(em, customerId);
    await em.nativeDelete(ApiKey, { customerId: customer.id });
    em.create(ApiKey, { digest: keyring.digest("api-key", key), customerId: customer.id, createdAt: runtime.now() });
  });
  return key;
}
