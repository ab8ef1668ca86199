import { type EntityManager, LockMode } from "@mikro-orm/core";
import type { Session } from "../access/session.entity.ts";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import { parseUuid } from "../lib/uuid.ts";
import { changeStatus } from "./change-status.ts";
import { dismantle, type Stopped } from "./dismantle.ts";
import type { Downloads } from "./downloads.ts";
import type { JobQueue } from "./job-queue.ts";
import { Line } from "./line.entity.ts";
import { listLines, type Page, type PageRequest } from "./list-lines.ts";
import { newestPart } from "./newest-part.ts";
import type { ProductionEvents } from "./production-events.ts";

export interface ProductionLinesParts {
  readonly database: Database;
  readonly runtime: Runtime;
  readonly queue: JobQueue;
  readonly events: ProductionEvents;
  readonly downloads: Downloads;
  /** Told after a commit that has destroyed keys. */
  readonly onDestroyed: () => void;
}

/** The production lines of each session: found, listed, cancelled, deleted. */
export class ProductionLines {
  constructor(private readonly parts: ProductionLinesParts) {}

  /** A line of the session; null for every other id, whatever is behind it. */
  find(session: Session, id: string): Promise<Line | null> {
    const uuid = parseUuid(id);
    return uuid === null ? Promise.resolve(null) : this.parts.database.em.fork().findOne(Line, { id: uuid, sessionId: session.id, deletedAt: null });
  }

  /** A page of the session's lines; refuses as `listLines()` does. */
  list(session: Session, page: PageRequest): Promise<Page> {
    return listLines(this.parts.database.em.fork(), session, page);
  }

  /** @throws {ServiceError} `NOT_FOUND`, or `STATUS_CONFLICT` once tokens have been shown. */
  async cancel(session: Session, id: string): Promise<Line> {
    const { database, runtime } = this.parts;
    const event = await database.em.fork().transactional(async (em) => {
      const line = await requireLine(em, session, id);
      const part = await newestPart(em, line);
      return { line, part, status: await changeStatus(em, part, { to: "cancelled", at: runtime.now() }) };
    });
    this.tell([{ event, partIds: [event.part.id] }]);
    return event.line;
  }

  /**
   * Dismantles a line at any status: destroys its key and leaves a tombstone.
   *
   * @throws {ServiceError} `NOT_FOUND`
   */
  async delete(session: Session, id: string): Promise<Line> {
    const stopped = await this.parts.database.em.fork().transactional(async (em) => dismantle(em, await requireLine(em, session, id), this.parts.runtime.now()));
    this.tell([stopped]);
    return stopped.event.line;
  }

  /** Dismantles every line of the session; answers them newest first. */
  async deleteAll(session: Session): Promise<Line[]> {
    const stopped = await this.parts.database.em.fork().transactional((em) => this.dismantleAll(em, session));
    this.tell(stopped);
    return stopped.map(({ event }) => event.line);
  }

  /** Inside the caller's transaction; what it stops is to be told after its commit. */
  async dismantleAll(em: EntityManager, session: Session): Promise<Stopped[]> {
    const lines = await em.find(Line, { sessionId: session.id, deletedAt: null }, { orderBy: { requestedAt: "desc", id: "desc" }, lockMode: LockMode.PESSIMISTIC_WRITE });
    const stopped: Stopped[] = [];
    for (const line of lines) stopped.push(await dismantle(em, line, this.parts.runtime.now()));
    return stopped;
  }

  /** Stops the jobs of parts that came to a stop and the downloads of lines that are gone, and tells those who follow. */
  tell(stopped: readonly Stopped[]): void {
    const { queue, downloads, events, onDestroyed } = this.parts;
    if (stopped.some(({ event }) => event.status.status === "deleted")) onDestroyed();
    for (const { event, partIds } of stopped) {
      for (const id of partIds) queue.abort(id);
      if (event.status.status === "deleted") downloads.cut(event.line.id);
      events.publish(event);
    }
  }
}

/** A line that is about to be changed, held against other transactions until the caller's ends. */
async function requireLine(em: EntityManager, session: Session, id: string): Promise<Line> {
  const uuid = parseUuid(id);
  const line = uuid && (await em.findOne(Line, { id: uuid, sessionId: session.id, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE }));
  if (!line) throw lineNotFound();
  return line;
}

export function lineNotFound(): ServiceError {
  return new ServiceError("NOT_FOUND", "The session has no production line with that id.", "id");
}
