import type { EntityManager } from "@mikro-orm/core";
import { Session } from "../access/session.entity.ts";
import { removeAllOf } from "../alphabet/alphabets.ts";
import { removeFormatsOf } from "../production/formats/named-formats.ts";
import { dismantle } from "../production/lines/dismantle.ts";
import { Line } from "../production/records/line.entity.ts";

/** Lines that one transaction dismantles. */
const BATCH = 500;

/**
 * Closes all sessions of a customer, with their lines, alphabets and formats, while no service is at work.
 *
 * @returns how many lines were deleted.
 */
export async function closeSessions(em: EntityManager, customerId: string, at: Date): Promise<number> {
  let deleted = 0;
  for (const { id } of await em.fork().find(Session, { customerId, revokedAt: null })) {
    for (let batch = BATCH; batch === BATCH; deleted += batch) batch = await dismantleSome(em, id, at);
    await em.fork().transactional(async (inside) => {
      const session = await inside.findOneOrFail(Session, id);
      await removeAllOf(inside, session);
      await removeFormatsOf(inside, session);
      session.revokedAt = at;
    });
  }
  return deleted;
}

function dismantleSome(em: EntityManager, sessionId: string, at: Date): Promise<number> {
  return em.fork().transactional(async (inside) => {
    const lines = await inside.find(Line, { sessionId, deletedAt: null }, { limit: BATCH });
    await dismantle(inside, lines, at);
    return lines.length;
  });
}
