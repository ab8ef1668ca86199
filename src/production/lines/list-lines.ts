import type { FilterQuery } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Session } from "../../access/session.entity.ts";
import { ServiceError } from "../../errors.ts";
import { parseCursor, toCursor } from "../../lib/time-cursor.ts";
import { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import type { Status } from "../records/status.ts";

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 1_000;

/** Which page of the session's lines: Relay's cursor arguments, and the status of the newest part. */
export interface PageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly status?: Status | null;
}

export interface Page {
  /** Newest first. */
  readonly lines: readonly Line[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Lines on all pages. */
  readonly totalCount: number;
}

/**
 * Reads a page of the session's lines, newest first, as the Relay cursor connection specification describes.
 *
 * @throws {ServiceError} `INPUT_INVALID` or `CURSOR_INVALID`
 */
export async function listLines(em: SqlEntityManager, session: Session, request: PageRequest): Promise<Page> {
  const { after = null, before = null, status, last = null } = request;
  const isBackward = last !== null;
  const wanted = pageSize(request);
  const all: FilterQuery<Line> = {
    sessionId: session.id,
    deletedAt: null,
    ...(status && { id: { $in: lineIdsWith(em, status) } }),
  };
  const bounds = [
    ...(after === null ? [] : [beyond(after, "$lt")]),
    ...(before === null ? [] : [beyond(before, "$gt")]),
  ];
  const direction = isBackward ? "asc" : "desc";
  // One line more than wanted tells whether there is a further page.
  const found = await em.find(
    Line,
    { $and: [all, ...bounds] },
    { orderBy: { requestedAt: direction, id: direction }, limit: wanted + 1 },
  );
  const lines = found.slice(0, wanted);
  const hasMore = found.length > wanted;
  return {
    lines: isBackward ? lines.reverse() : lines,
    hasNextPage: isBackward ? before !== null : hasMore,
    hasPreviousPage: isBackward ? hasMore : after !== null,
    totalCount: await em.count(Line, all),
  };
}

export function cursorOf({ requestedAt, id }: Line): string {
  return toCursor({ at: requestedAt, id });
}

function pageSize({ first = null, last = null }: PageRequest): number {
  if (first !== null && last !== null)
    throw new ServiceError("INPUT_INVALID", "first and last exclude each other.", "last");
  const size = first ?? last ?? DEFAULT_PAGE;
  if (size < 0 || size > MAX_PAGE)
    throw new ServiceError("INPUT_INVALID", `A page has 0 to ${MAX_PAGE} lines.`, first === null ? "last" : "first");
  return size;
}

/** The lines on one side of a cursor: those requested before it are the ones after it in the list. */
function beyond(cursor: string, side: "$lt" | "$gt"): FilterQuery<Line> {
  const place = parseCursor(cursor);
  if (place === null) {
    throw new ServiceError(
      "CURSOR_INVALID",
      "A cursor is one that an earlier page has given.",
      side === "$lt" ? "after" : "before",
    );
  }
  const { at, id } = place;
  return { $or: [{ requestedAt: { [side]: at } }, { requestedAt: at, id: { [side]: id } }] };
}

/** Ids of the lines whose newest part has the status, as a subquery. */
function lineIdsWith(em: SqlEntityManager, status: Status) {
  return em
    .createQueryBuilder(Part, "newest")
    .select("newest.lineId")
    .where({ status })
    .andWhere(
      "not exists (select 1 from part later where later.line_id = newest.line_id and later.number > newest.number)",
    );
}
