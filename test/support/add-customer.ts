import { randomUUID } from "node:crypto";
import type { AgreementName } from "../../src/access/agreement.ts";
import { addCustomer as addTo } from "../../src/access/api-keys.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import type { TestServer } from "./server.ts";
import { storageOf } from "./storage.ts";

/** Adds a customer beside a running service; answers the Api-Key. */
export async function addCustomer(
  { place }: Pick<TestServer, "place">,
  agreement: AgreementName = "unlimited",
): Promise<string> {
  await using storage = await storageOf(place);
  const apiKey = randomUUID();
  await addTo(
    { database: storage.database, keyring: storage.keyring(), runtime: systemRuntime },
    { apiKey, agreement },
  );
  return apiKey;
}
