import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import { refuseAbove } from "../../access/holdings.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";

const OPEN_LINES = keptStatement(
  () => "select count(*) as held from line where customer_id = ? and deleted_at is null",
);

/**
 * Refuses a further line to a customer who has as many as the quota lets, over all sessions. What it finds holds as long as the caller's
 * transaction, if that holds the customer.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED`
 */
export async function refuseFurtherLine(em: EntityManager, { session, agreement }: OpenSession): Promise<void> {
  const [row] = await runKept<{ held: number | string }>(em, OPEN_LINES, [session.customerId]);
  refuseAbove({
    what: "open production lines",
    held: Number(row?.held ?? 0),
    added: 1,
    quota: agreement.quotas.openLines,
    remedy: "Delete lines first.",
  });
}
