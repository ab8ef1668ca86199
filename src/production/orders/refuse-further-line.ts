import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import { refuseAbove } from "../../access/holdings.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";

const OPEN_LINES = keptStatement(
  () => "select count(*) as held from line where customer_id = ? and deleted_at is null",
);

/** How many open lines a customer has, over all sessions. It stays true as long as the caller's transaction, if that holds the customer. */
export async function countOpenLines(em: EntityManager, customerId: string): Promise<number> {
  const [row] = await runKept<{ held: number | string }>(em, OPEN_LINES, [customerId]);
  return Number(row?.held ?? 0);
}

/**
 * Refuses a further line to a customer who holds as many as the quota lets.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED`
 */
export function refuseFurtherLineAbove(held: number, { agreement }: OpenSession): void {
  refuseAbove({
    what: "open production lines",
    held,
    added: 1,
    quota: agreement.quotas.openLines,
    remedy: "Delete lines first.",
  });
}

/** As `refuseFurtherLineAbove()`, of how many there are. */
export async function refuseFurtherLine(em: EntityManager, open: OpenSession): Promise<void> {
  refuseFurtherLineAbove(await countOpenLines(em, open.session.customerId), open);
}
