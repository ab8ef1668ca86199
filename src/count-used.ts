import type { SqlEntityManager } from "@mikro-orm/sql";
import { countOpenSessions } from "./access/access.ts";
import type { Used } from "./access/agreement.ts";
import { countIdempotencyKeys } from "./access/idempotency-keys.ts";
import { countAlphabetChars } from "./alphabet/refuse-further-chars.ts";
import { countOpenIntents } from "./payment/open-intents.ts";
import { countFormatChars } from "./production/formats/named-formats.ts";
import { countOpenLines } from "./production/orders/refuse-further-line.ts";

/** What a customer holds of each quota, counted as it is counted where the quota is enforced. */
export async function countUsed(em: SqlEntityManager, customerId: string): Promise<Used> {
  const [openLines, openSessions, alphabetChars, formatChars, openPayments, idempotencyKeys] = await Promise.all([
    countOpenLines(em, customerId),
    countOpenSessions(em, customerId),
    countAlphabetChars(em, customerId),
    countFormatChars(em, customerId),
    countOpenIntents(em, customerId),
    countIdempotencyKeys(em, customerId),
  ]);
  return { openLines, openSessions, alphabetChars, formatChars, openPayments, idempotencyKeys };
}
