import type { EntityManager } from "@mikro-orm/core";
import type { Database } from "../database/start-database.ts";
import type { Runtime } from "../lib/runtime.ts";
import type { AgreementName } from "./agreement.ts";
import { ApiKey } from "./api-key.entity.ts";
import { Customer } from "./customer.entity.ts";
import { findCustomer } from "./find-customer.ts";
import type { Keyring } from "./keyring.ts";

export interface ApiKeysDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
}

/**
 * Sees to it that somebody can order: the configured Api-Key has a customer, and without one the first start makes both.
 *
 * @returns the Api-Key that was generated, to be shown this once, or null.
 */
export async function ensureCustomer(
  deps: ApiKeysDeps,
  wanted: { apiKey: string | undefined; agreement: AgreementName },
): Promise<string | null> {
  const { database, keyring, runtime } = deps;
  const em = database.em.fork();
  if (wanted.apiKey === undefined && (await em.count(ApiKey)) > 0) return null;
  const key = wanted.apiKey ?? runtime.uuid();
  if ((await findApiKey(em, key, keyring)) !== null) return null;
  const createdAt = runtime.now();
  const customer = em.create(Customer, {
    id: runtime.uuid(),
    agreement: wanted.agreement,
    status: "granted",
    usage: "permanent",
    createdAt,
  });
  em.create(ApiKey, { ...digested(key, keyring), customerId: customer.id, createdAt });
  await em.flush();
  return wanted.apiKey === undefined ? key : null;
}

/** An Api-Key as it is stored; one that an older master key has digested is digested by the first, now that it is known. */
export async function findApiKey(em: EntityManager, key: string, keyring: Keyring): Promise<ApiKey | null> {
  const known = await em.findOne(ApiKey, { digest: { $in: keyring.digests("api-key", key) } });
  if (known === null || known.keyId === keyring.sealingId) return known;
  try {
    await em.nativeUpdate(ApiKey, { digest: known.digest }, digested(key, keyring));
  } catch {
    // It is good as it stands, and its next use tries again.
  }
  return known;
}

function digested(key: string, keyring: Keyring): Pick<ApiKey, "digest" | "keyId"> {
  return { digest: keyring.digest("api-key", key), keyId: keyring.sealingId };
}

/**
 * Gives a customer a new Api-Key in the place of all it had; its sessions stay open.
 *
 * @param customerId may be left out where there is only one customer.
 * @throws {OperatorError} unless exactly one customer is meant.
 */
export async function replaceApiKey(deps: ApiKeysDeps, customerId?: string): Promise<string> {
  const { database, keyring, runtime } = deps;
  const key = runtime.uuid();
  await database.em.fork().transactional(async (em) => {
    const customer = await findCustomer(em, customerId);
    await em.nativeDelete(ApiKey, { customerId: customer.id });
    em.create(ApiKey, { ...digested(key, keyring), customerId: customer.id, createdAt: runtime.now() });
  });
  return key;
}
