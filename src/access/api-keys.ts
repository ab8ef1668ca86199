import type { EntityManager } from "@mikro-orm/core";
import type { Database } from "../database/start-database.ts";
import { OperatorError } from "../errors.ts";
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

/** What a start has done about customers. */
export interface FirstCustomer {
  /** Whether it has made the first one. */
  readonly isNew: boolean;
  /** The Api-Key, where this start has made it: to be shown this once. */
  readonly newApiKey: string | null;
}

/** Sees to it that somebody can order: where there is no customer yet, it makes one, with the configured Api-Key or a new one. */
export async function ensureFirstCustomer(
  deps: ApiKeysDeps,
  { apiKey, agreement }: { readonly apiKey: string | undefined; readonly agreement: AgreementName },
): Promise<FirstCustomer> {
  const em = deps.database.em.fork();
  if ((await em.count(Customer)) > 0) {
    if (apiKey !== undefined) await findApiKey(em, apiKey, deps.keyring); // which digests it by the first master key
    return { isNew: false, newApiKey: null };
  }
  const added = await addCustomer(deps, { agreement, apiKey });
  return { isNew: true, newApiKey: apiKey === undefined ? added.apiKey : null };
}

/** Who somebody is, as far as an operator has told. */
export type CustomerDetails = Partial<Pick<Customer, (typeof DETAILS)[number]>>;

/** The members of a customer that say who it is. */
export const DETAILS = [
  "company",
  "email",
  "phone",
  "streetAndNumber",
  "secondaryAddress",
  "postalCode",
  "city",
  "country",
] as const;

export interface NewCustomer {
  readonly agreement: AgreementName;
  /** Made, where there is none. */
  readonly apiKey?: string | undefined;
  readonly details?: CustomerDetails;
}

/**
 * Adds a customer with an Api-Key of its own.
 *
 * @throws {OperatorError} where the Api-Key is a customer's already.
 */
export async function addCustomer(
  { database, keyring, runtime }: ApiKeysDeps,
  { agreement, apiKey = runtime.uuid(), details = {} }: NewCustomer,
): Promise<{ readonly customer: Customer; readonly apiKey: string }> {
  const em = database.em.fork();
  if ((await findApiKey(em, apiKey, keyring)) !== null)
    throw new OperatorError("This Api-Key is a customer's already; each customer has its own.");
  const createdAt = runtime.now();
  const customer = em.create(Customer, {
    id: runtime.uuid(),
    agreement,
    status: "granted",
    usage: "permanent",
    ...details,
    createdAt,
  });
  em.create(ApiKey, { ...digested(apiKey, keyring), customerId: customer.id, createdAt });
  await em.flush();
  return { customer, apiKey };
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
