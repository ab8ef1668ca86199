import type { EntityManager } from "@mikro-orm/core";
import type { Session } from "../../access/session.entity.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import { LOCKING, type Locking } from "../../database/locking.ts";
import { ServiceError } from "../../errors.ts";
import { currentSpan } from "../../lib/current-span.ts";
import { parseUuid } from "../../lib/uuid.ts";
import { Line } from "./line.entity.ts";
import { Part } from "./part.entity.ts";

/** Finds a line of the session; null for every other id, whatever is behind it. */
export async function findLine(
  em: EntityManager,
  session: Session,
  id: string,
  locking: Locking = "unlocked",
): Promise<Line | null> {
  const uuid = parseUuid(id);
  if (uuid === null) return null;
  const line = await em.findOne(Line, { id: uuid, sessionId: session.id, deletedAt: null }, LOCKING[locking]);
  if (line !== null) tellLine(line);
  return line;
}

/**
 * Finds a line of the session.
 *
 * @throws {ServiceError} `NOT_FOUND` for every other id.
 */
export async function requireLine(
  em: EntityManager,
  session: Session,
  id: string,
  locking: Locking = "unlocked",
): Promise<Line> {
  const line = await findLine(em, session, id, locking);
  if (line === null) throw lineNotFound();
  return line;
}

/** Finds a line whichever session has it, a deleted one too. */
export function findAnyLine(em: EntityManager, id: string, locking: Locking): Promise<Line | null> {
  return em.findOne(Line, { id }, LOCKING[locking]);
}

/** Has the request's span, where there is one, tell of which line it is; ids that are none of the session's may be anything. */
export function tellLine({ id }: Pick<Line, "id">): void {
  currentSpan()?.span.setAttribute("tokenworks.line.id", id);
}

const HOLD_PART = keptStatement(
  ({ forUpdate }) => `select part.id from line join part on part.line_id = line.id
    where line.id = ? and part.id = ? and part.epoch = ? and part.status = ? ${forUpdate}`,
);

/**
 * As `lockLine()`, for those who bring a part on.
 *
 * @throws {ServiceError} `STATUS_CONFLICT` where somebody else has claimed the part meanwhile, or it stands elsewhere.
 */
export async function holdPart(em: EntityManager, { id, lineId, epoch, status }: Part): Promise<void> {
  const [held] = await runKept(em, HOLD_PART, [lineId, id, epoch, status]);
  if (held === undefined) throw new ServiceError("STATUS_CONFLICT", "Somebody else brings the production on.", "id");
}

/**
 * Locks a line whose part is about to change.
 *
 * Whatever changes a part locks its line first. Because all keep this order, no two wait for each other.
 */
export function lockLine(em: EntityManager, id: string): Promise<Line> {
  return em.findOneOrFail(Line, id, LOCKING.locked);
}

/** Reads the session's newest lines, newest first. */
export function newestLines(
  em: EntityManager,
  session: Session,
  limit: number,
  locking: Locking = "unlocked",
): Promise<Line[]> {
  return em.find(
    Line,
    { sessionId: session.id, deletedAt: null },
    { orderBy: { requestedAt: "desc", id: "desc" }, limit, ...LOCKING[locking] },
  );
}

/** Reads a line's newest part, the one that its record describes, with its checksum registers. */
export function newestPart(em: EntityManager, line: Line, locking: Locking): Promise<Part> {
  return em.findOneOrFail(
    Part,
    { lineId: line.id },
    { orderBy: { number: "desc" }, populate: ["register", "registerBefore"], ...LOCKING[locking] },
  );
}

export function lineNotFound(): ServiceError {
  return new ServiceError("NOT_FOUND", "The session has no production line with that id.", "id");
}
