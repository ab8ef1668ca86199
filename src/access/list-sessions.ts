import type { EntityManager } from "@mikro-orm/core";
import { ServiceError } from "../errors.ts";
import { Session } from "./session.entity.ts";

export const MAX_PAGE = 1_000;

/** Which of a customer's sessions: the newest, or of those before another one the newest. */
export interface SessionsPage {
  /** At most so many. */
  readonly first: number | null;
  /** The digests under which the oldest session of the page before may be stored. */
  readonly after: readonly string[] | null;
}

/**
 * Reads a page of a customer's sessions, revoked ones too: pages go from the newest to the oldest, and within one the oldest stands first.
 *
 * @throws {ServiceError} `INPUT_INVALID`, or `CURSOR_INVALID` for what is no session of the customer's.
 */
export async function listSessions(
  em: EntityManager,
  customerId: string,
  { first, after }: SessionsPage,
): Promise<Session[]> {
  const limit = first ?? MAX_PAGE;
  if (limit < 0 || limit > MAX_PAGE)
    throw new ServiceError("INPUT_INVALID", `A page has 0 to ${MAX_PAGE} sessions.`, "first");
  const cursor = after && (await em.findOne(Session, { customerId, keyDigest: { $in: [...after] } }));
  if (after !== null && cursor === null)
    throw new ServiceError("CURSOR_INVALID", "after must be the id of a session of this customer's.", "after");
  const older = cursor && {
    $or: [{ grantedAt: { $lt: cursor.grantedAt } }, { grantedAt: cursor.grantedAt, id: { $lt: cursor.id } }],
  };
  const page = await em.find(Session, { customerId, ...older }, { orderBy: { grantedAt: "desc", id: "desc" }, limit });
  return page.reverse();
}
