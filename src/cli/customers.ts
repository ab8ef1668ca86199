import { readFileSync } from "node:fs";
import type { AgreementName } from "../access/agreement.ts";
import { agreementOf } from "../access/agreement-of.ts";
import { addCustomer as add, DETAILS, replaceApiKey } from "../access/api-keys.ts";
import { ApiKey } from "../access/api-key.entity.ts";
import { Customer } from "../access/customer.entity.ts";
import { findCustomer } from "../access/find-customer.ts";
import { Session } from "../access/session.entity.ts";
import { OperatorError } from "../errors.ts";
import { systemRuntime } from "../lib/runtime.ts";
import { parseUuid } from "../lib/uuid.ts";
import { closeSessions } from "./close-sessions.ts";
import { type DetailWords, parseDetails } from "./customer-details.ts";
import { parsePrices } from "./parse-prices.ts";
import { parseQuotas } from "./parse-quotas.ts";
import { remark, say, sayJson } from "./terminal.ts";
import { withStorage } from "./with-storage.ts";

export async function listCustomers({ json = false }: { readonly json?: boolean } = {}): Promise<void> {
  await withStorage(async ({ database }) => {
    const customers = await database.em.fork().find(Customer, {}, { orderBy: { createdAt: "asc" } });
    if (json) sayJson(customers.map(described));
    else
      for (const { id, agreement, createdAt, company } of customers)
        say(`${id}  ${agreement}  since ${createdAt.toISOString()}${company === null ? "" : `  ${company}`}`);
  });
}

function described(customer: Customer): object {
  const { id, agreement, createdAt } = customer;
  const details = Object.fromEntries(DETAILS.map((name) => [name, customer[name]]));
  const { price, quotas } = agreementOf(customer);
  return { id, agreement, createdAt: createdAt.toISOString(), ...details, price, quotas };
}

export interface AddWords extends DetailWords {
  readonly agreement?: AgreementName;
  readonly apiKeyFile?: string;
}

/** Adds a customer; prints the Api-Key, where it is a new one, and the id beside it. */
export async function addCustomer({ agreement, apiKeyFile, ...words }: AddWords): Promise<void> {
  const details = parseDetails(words);
  const apiKey = apiKeyFile === undefined ? undefined : readApiKey(apiKeyFile);
  await withStorage(async (storage, config) => {
    const wanted = { agreement: agreement ?? config.AGREEMENT, apiKey, details };
    const added = await add({ ...storage, runtime: systemRuntime }, wanted);
    remark(`customer ${added.customer.id}`);
    if (apiKey === undefined) say(added.apiKey);
  });
}

function readApiKey(file: string): string {
  const key = parseUuid(textOf(file));
  if (key === null) throw new OperatorError(`--api-key-file must name a file that holds a UUID: ${file} does not.`);
  return key;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read.`, { cause });
  }
}

/** Prints the new key: it is stored as a digest, so nobody can print it again. */
export async function giveKey(customerId: string | undefined): Promise<void> {
  await withStorage(async (storage) => {
    say(await replaceApiKey({ ...storage, runtime: systemRuntime }, customerId));
  });
}

export interface SetWords extends DetailWords {
  readonly agreement?: AgreementName;
  readonly price?: readonly string[];
  readonly quota?: readonly string[];
}

/** Changes what is told of a customer, and prints what prices and quotas hold then. */
export async function setCustomer(
  customerId: string | undefined,
  { agreement, price, quota, ...words }: SetWords,
): Promise<void> {
  const [prices, quotas] = [parsePrices(price ?? []), parseQuotas(quota ?? [])];
  const details = parseDetails(words);
  if ([agreement, price, quota].every((word) => word === undefined) && Object.keys(details).length === 0)
    throw new OperatorError("Say what to set: --agreement, --price, --quota, or a name or address such as --company.");
  await withStorage(async ({ database }) => {
    const em = database.em.fork();
    const customer = await findCustomer(em, customerId);
    customer.price = changed(customer.price, prices);
    customer.quotas = changed(customer.quotas, quotas);
    if (agreement !== undefined) customer.agreement = agreement;
    Object.assign(customer, details);
    await em.flush();
    const held = agreementOf(customer);
    for (const [name, value] of Object.entries({ ...held.price, ...held.quotas })) say(`${name}=${value ?? "none"}`);
  });
}

/** What a customer has of its own then; null for nothing. */
function changed<Own extends object>(own: Own | null, changes: { readonly [Name in keyof Own]?: unknown }): Own | null {
  const left = Object.entries({ ...own, ...changes }).filter(([, value]) => value !== undefined);
  return left.length === 0 ? null : (Object.fromEntries(left) as Own); // the changes were parsed to members of it
}

/** Takes a customer's Api-Keys away, and closes its sessions where that is wished; says what stays. */
export async function revokeCustomer(
  customerId: string,
  { closeSessions: isClosing = false }: { readonly closeSessions?: boolean },
): Promise<void> {
  await withStorage(async ({ database }) => {
    const em = database.em.fork();
    const { id } = await findCustomer(em, customerId);
    const keys = await em.nativeDelete(ApiKey, { customerId: id });
    const lines = isClosing ? await closeSessions(database.em, id, systemRuntime.now()) : 0;
    const open = await em.count(Session, { customerId: id, revokedAt: null });
    say(`${keys} ${keys === 1 ? "Api-Key was" : "Api-Keys were"} taken away.`);
    if (isClosing) say(`All sessions are closed, and ${lines} ${lines === 1 ? "line is" : "lines are"} deleted.`);
    else if (open > 0)
      say(`Open sessions: ${open}. Their Session-Keys are good until they are closed, by --close-sessions.`);
  });
}
