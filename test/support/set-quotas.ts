import type { Quotas } from "../../src/access/agreement.ts";
import { Customer } from "../../src/access/customer.entity.ts";
import { storageOf } from "./storage.ts";
import type { TestServer } from "./server.ts";

/** Sets quotas for every customer of a running service, in the place of the agreements'. */
export async function setQuotas({ place }: Pick<TestServer, "place">, quotas: Partial<Quotas>): Promise<void> {
  await using storage = await storageOf(place);
  await storage.em.nativeUpdate(Customer, {}, { quotas });
}
