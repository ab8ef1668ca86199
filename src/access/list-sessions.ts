import type { EntityManager } from "@mikro-orm/core";
import { ServiceError } from "../errors.ts";
import { parseCursor } from "../lib/time-cursor.ts";
import { Session } from "./session.entity.ts";

export const MAX_PAGE = 1_000;

/** Which of a customer's sessions: the newest, or of those after a cursor the newest. */
export interface SessionsRequest {
  /** At most so many. */
  readonly first: number | null;
  readonly after: string | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
}

/**
 * Reads a page of a customer's sessions, newest first, revoked ones too.
 *
 * @throws {ServiceError} `INPUT_INVALID` or `CURSOR_INVALID`
 */
export async function listSessions(
  em: EntityManager,
  customerId: string,
  { first, after }: SessionsRequest,
): Promise<Page<Session>> {
  const limit = first ?? MAX_PAGE;
  if (limit < 0 || limit > MAX_PAGE)
    throw new ServiceError("INPUT_INVALID", `A page has 0 to ${MAX_PAGE} sessions.`, "first");
  const cursor = after === null ? null : parseCursor(after);
  if (after !== null && cursor === null)
    throw new ServiceError("CURSOR_INVALID", "A cursor is one that an earlier page has given.", "after");
  const older = cursor && {
    $or: [{ grantedAt: { $lt: cursor.at } }, { grantedAt: cursor.at, id: { $lt: cursor.id } }],
  };
  // One session more than wanted tells whether there is a further page.
  const found = await em.find(
    Session,
    { customerId, ...older },
    { orderBy: { grantedAt: "desc", id: "desc" }, limit: limit + 1 },
  );
  return { items: found.slice(0, limit), hasNextPage: found.length > limit };
}
