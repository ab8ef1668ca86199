import type { SqlEntityManager } from "@mikro-orm/sql";
import type { OpenSession } from "../access/access.ts";
import { refuseAbove } from "../access/holdings.ts";
import { CustomAlphabet } from "./custom-alphabet.entity.ts";

/** Custom alphabets of one session: to list them stays a matter of milliseconds. */
export const MAX_ALPHABETS = 10_000;

const REMEDY = "Remove alphabets first.";

/**
 * Refuses an alphabet of so many characters that its customer or its session would hold too much, inside a transaction that holds the customer.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED`
 */
export async function refuseFurtherChars(
  em: SqlEntityManager,
  { session, agreement }: OpenSession,
  added: number,
): Promise<void> {
  const alphabets = await em.count(CustomAlphabet, { sessionId: session.id });
  refuseAbove({
    what: "custom alphabets in this session",
    held: alphabets,
    added: 1,
    quota: MAX_ALPHABETS,
    remedy: REMEDY,
  });
  const held = await countAlphabetChars(em, session.customerId);
  refuseAbove({
    what: "characters in custom alphabets",
    held,
    added,
    quota: agreement.quotas.alphabetChars,
    remedy: REMEDY,
  });
}

/** Characters of all custom alphabets in all open sessions: those of closed ones are gone. */
export async function countAlphabetChars(em: SqlEntityManager, customerId: string): Promise<number> {
  const [sum] = await em.execute<{ chars: number | string | null }[]>(
    "select sum(a.length) as chars from session s join custom_alphabet a on a.session_id = s.id where s.customer_id = ? and s.revoked_at is null",
    [customerId],
  );
  return Number(sum?.chars ?? 0); // PostgreSQL's driver tells sums as strings
}
