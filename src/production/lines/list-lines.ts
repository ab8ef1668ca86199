import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Session } from "../../access/session.entity.ts";
import { type KeptStatement, keptStatement, runKept } from "../../database/kept-statement.ts";
import { ServiceError } from "../../errors.ts";
import { parseCursor, toCursor } from "../../lib/time-cursor.ts";
import type { ShownLine } from "../records/line.entity.ts";
import { type LineRow, type SeenLine, selectLines, toSeenLines } from "../records/seen-line.ts";
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
  readonly lines: readonly SeenLine[];
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
  const { after = null, before = null, status = null, last = null } = request;
  const isBackward = last !== null;
  const wanted = pageSize(request);
  const bounds = {
    after: after === null ? [] : placeOf(after, "after"),
    before: before === null ? [] : placeOf(before, "before"),
    status: status === null ? [] : [status],
  };
  // One line more than wanted tells whether there is a further page.
  const found = await runKept<LineRow>(em, pageStatement(bounds, isBackward), [
    session.id,
    ...bounds.status,
    ...bounds.after,
    ...bounds.before,
    wanted + 1,
  ]);
  const lines = await toSeenLines(em, found.slice(0, wanted));
  const hasMore = found.length > wanted;
  const [counted] = await runKept<{ count: number | string }>(em, status === null ? COUNT : COUNT_BY_STATUS, [
    session.id,
    ...bounds.status,
  ]);
  return {
    lines: isBackward ? lines.reverse() : lines,
    hasNextPage: isBackward ? before !== null : hasMore,
    hasPreviousPage: isBackward ? hasMore : after !== null,
    totalCount: Number(counted?.count ?? 0),
  };
}

/** What a page is bound by, each with its parameters; none where it is not. */
interface Bounds {
  readonly status: readonly Status[];
  readonly after: readonly (string | number)[];
  readonly before: readonly (string | number)[];
}

const COUNT = keptStatement(() => `select count(*) as count from line where session_id = ? and deleted_at is null`);
const NEWEST =
  "not exists (select 1 from part later where later.line_id = part.line_id and later.number > part.number)";
const COUNT_BY_STATUS = keptStatement(
  () => `select count(*) as count from line join part on part.line_id = line.id
    where line.session_id = ? and line.deleted_at is null and part.status = ? and ${NEWEST}`,
);

/** Sixteen statements at most. */
const pageStatements = new Map<string, KeptStatement>();

function pageStatement({ status, after, before }: Bounds, isBackward: boolean): KeptStatement {
  const direction = isBackward ? "asc" : "desc";
  const isBound = [status, after, before].map(({ length }) => length > 0);
  const name = [...isBound, direction].join(" ");
  const known = pageStatements.get(name);
  if (known !== undefined) return known;
  const [byStatus = false, byAfter = false, byBefore = false] = isBound;
  const made = keptStatement((dialect) => {
    // The lines requested before a cursor are the ones after it in the list.
    const beyond = (sign: "<" | ">") => `and (line.requested_at, line.id) ${sign} (${dialect.time}, ?)`;
    const condition = `line.session_id = ? ${byStatus ? "and part.status = ?" : ""} ${byAfter ? beyond("<") : ""} ${byBefore ? beyond(">") : ""}`;
    return `${selectLines(dialect, condition)} order by line.requested_at ${direction}, line.id ${direction} limit ?`;
  });
  pageStatements.set(name, made);
  return made;
}

export function cursorOf({ requestedAt, id }: ShownLine): string {
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

/** The time and the id of the line that a cursor is of. */
function placeOf(cursor: string, field: "after" | "before"): [number, string] {
  const place = parseCursor(cursor);
  if (place === null)
    throw new ServiceError("CURSOR_INVALID", "A cursor is one that an earlier page has given.", field);
  return [place.at.getTime(), place.id];
}
