import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import { refuseAbove } from "../../access/holdings.ts";
import { Line } from "../records/line.entity.ts";

/**
 * Refuses a further line to a customer who has as many as the quota lets, over all sessions. What it finds holds as long as the caller's
 * transaction, if that holds the customer.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED`
 */
export async function refuseFurtherLine(em: EntityManager, { session, agreement }: OpenSession): Promise<void> {
  const held = await em.count(Line, { customerId: session.customerId, deletedAt: null });
  refuseAbove({
    what: "open production lines",
    held,
    added: 1,
    quota: agreement.quotas.openLines,
    remedy: "Delete lines first.",
  });
}
