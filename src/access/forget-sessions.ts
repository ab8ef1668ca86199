import type { EntityManager } from "@mikro-orm/core";
import { Session } from "./session.entity.ts";

/** Revoked sessions of a customer that stay, whatever they have held. */
const KEPT = 1_000;
/** Of those that come after, so many are looked at: each revocation moves one of them there. */
const LOOKED_AT = 20;

/** Those among sessions which a record names that stays for good. */
export type SessionsNamed = (em: EntityManager, sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Forgets the sessions of a customer that were revoked before the newest of them, and left nothing behind; inside the transaction that revokes one. */
export async function forgetSessions(em: EntityManager, customerId: string, named: SessionsNamed): Promise<void> {
  const past = await em.find(
    Session,
    { customerId, revokedAt: { $ne: null } },
    { fields: ["id"], orderBy: { revokedAt: "desc", id: "desc" }, offset: KEPT, limit: LOOKED_AT },
  );
  if (past.length === 0) return;
  const ids = past.map(({ id }) => id);
  const stay = await named(em, ids);
  await em.nativeDelete(Session, { id: { $in: ids.filter((id) => !stay.has(id)) } });
}
