import { setImmediate as nextTurn } from "node:timers/promises";
import type { EntityManager } from "@mikro-orm/core";
import type { Session } from "../../access/session.entity.ts";
import type { Peers } from "../../database/peers.ts";
import type { SessionReads } from "../../database/replica/session-reads.ts";
import type { Database } from "../../database/start-database.ts";
import { tellTransaction } from "../../database/tell-transaction.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { changeStatus } from "../records/change-status.ts";
import { dismantle } from "./dismantle.ts";
import type { Downloads } from "../files/downloads.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { Line, type ShownLine } from "../records/line.entity.ts";
import { listLines, MAX_PAGE, type Page, type PageRequest } from "./list-lines.ts";
import { newestLines, newestPart, requireLine } from "../records/find-line.ts";
import { type SeenLine, seeLine } from "../records/seen-line.ts";
import type { ProductionEvent, ProductionEvents } from "../events/production-events.ts";

export interface ProductionLinesDeps {
  readonly database: Database;
  readonly reads: SessionReads;
  readonly runtime: Runtime;
  readonly jobs: Jobs;
  readonly events: ProductionEvents;
  readonly downloads: Downloads;
  /** Makes the threads forget what they keep of a line. */
  readonly forget: (lineId: string) => Promise<unknown>;
  /** Called after a commit that has destroyed keys. */
  readonly onDestroyed: () => void;
  readonly peers: Peers;
}

/** Told to other nodes: a line has come to a stop, by its deletion or not; which line, and which parts. */
const STOPPED = "stopped";

/** A line that has come to a stop. */
export interface StoppedLine {
  readonly lineId: string;
  /** What those who follow are told; untold where nobody follows, and there are more lines than an answer shows. */
  readonly event: ProductionEvent | "untold";
  readonly partIds: readonly string[];
}

/** Lines that are dismantled by the same statements: each stays a matter of milliseconds. */
const BATCH = 100;
/** Parts of a line that one message names. */
const MAX_TOLD = 100;
/** Lines that are dismantled in one transaction: about a second's work. */
const MAX_LINES = 1_000;

/** The production lines of each session: found, listed, cancelled, deleted. */
export class ProductionLines {
  constructor(private readonly deps: ProductionLinesDeps) {
    deps.peers.hear(STOPPED, ([how, lineId = "", ...partIds]) => {
      this.stopWork(lineId, partIds, how === "deleted");
    });
  }

  /** A line of the session; null for every other id, whatever is behind it. */
  find(session: Session, id: string): Promise<SeenLine | null> {
    return this.deps.reads.read(session, (em) => seeLine(em, session, id));
  }

  /** A page of the session's lines; refuses as `listLines()` does. */
  list(session: Session, page: PageRequest): Promise<Page> {
    return this.deps.reads.read(session, (em) => listLines(em, session, page));
  }

  /** @throws {ServiceError} `NOT_FOUND`, or `STATUS_CONFLICT` once tokens have been shown. */
  async cancel(session: Session, id: string): Promise<ShownLine> {
    const { runtime } = this.deps;
    const event = await this.write("cancel line", async (em) => {
      const line = await requireLine(em, session, id, "locked");
      const part = await newestPart(em, line, "locked");
      return { line, part, status: await changeStatus(em, part, { to: "cancelled", at: runtime.now() }) };
    });
    this.tell([{ lineId: event.line.id, event, partIds: [event.part.id] }]);
    return event.line;
  }

  /**
   * Dismantles a line at any status: destroys its key and leaves a tombstone.
   *
   * @throws {ServiceError} `NOT_FOUND`
   */
  async delete(session: Session, id: string): Promise<ShownLine> {
    const { runtime } = this.deps;
    const stopped = await this.write("delete line", async (em) => {
      const line = await requireLine(em, session, id, "locked");
      return { line, all: await dismantle(em, [line], runtime.now()) };
    });
    this.tell(stopped.all.map(({ event, partIds }) => ({ lineId: event.line.id, event, partIds })));
    return stopped.line;
  }

  /** Dismantles every line of the session; answers the newest 1,000 of them, newest first. */
  async deleteAll(session: Session): Promise<ShownLine[]> {
    const newest = await this.deleteSurplus(session);
    const stopped = await this.write("delete lines", (em) => this.dismantleAll(em, session));
    this.tell(stopped);
    return [...newest, ...linesOf(stopped)].slice(0, MAX_PAGE);
  }

  /**
   * Dismantles the newest lines of a session that has more than one transaction should hold, in several transactions, so that others get their
   * turn.
   *
   * @returns the newest of them, as many as one transaction has dismantled.
   */
  async deleteSurplus(session: Session): Promise<ShownLine[]> {
    const { database } = this.deps;
    const newest: ShownLine[] = [];
    while ((await database.em.fork().count(Line, { sessionId: session.id, deletedAt: null })) > MAX_LINES) {
      const stopped = await this.write("delete lines", (em) => this.dismantleAll(em, session, MAX_LINES));
      this.tell(stopped);
      if (newest.length === 0) newest.push(...linesOf(stopped));
    }
    return newest;
  }

  /** Dismantles the session's newest lines inside the caller's transaction; `tell()` must be called after its commit with what has stopped. */
  async dismantleAll(em: EntityManager, session: Session, max = Infinity): Promise<StoppedLine[]> {
    const { events, runtime } = this.deps;
    const stopped: StoppedLine[] = [];
    while (stopped.length < max) {
      const batchEm = em.fork({ keepTransactionContext: true }); // lets go of a batch with its end
      const lines = await newestLines(batchEm, session, BATCH, "locked");
      if (lines.length === 0) break;
      await nextTurn(); // SQLite answers at once, and others would never have their turn
      const isTold = stopped.length < MAX_PAGE || events.isFollowed(session.id);
      for (const { event, partIds } of await dismantle(batchEm, lines, runtime.now()))
        stopped.push({ lineId: event.line.id, partIds, event: isTold ? event : "untold" });
    }
    return stopped;
  }

  /** Stops the jobs of parts that came to a stop and the downloads of lines that are gone, on every node, and tells those who follow. */
  tell(stopped: readonly StoppedLine[]): void {
    const { events, peers, onDestroyed } = this.deps;
    for (const { lineId, event, partIds } of stopped) {
      const isDeleted = event === "untold" || event.status.status !== "cancelled";
      this.stopWork(lineId, partIds, isDeleted);
      for (let from = 0; from < partIds.length || from === 0; from += MAX_TOLD)
        peers.tell([STOPPED, isDeleted ? "deleted" : "cancelled", lineId, ...partIds.slice(from, from + MAX_TOLD)]);
      if (isDeleted) onDestroyed();
      if (event !== "untold") events.publish(event);
    }
  }

  private write<T>(what: string, work: (em: EntityManager) => Promise<T>): Promise<T> {
    const { em } = this.deps.database;
    return tellTransaction(em, what, () => em.fork().transactional(work));
  }

  /** Ends on this node what is done for a line. */
  private stopWork(lineId: string, partIds: readonly string[], isDeleted: boolean): void {
    const { jobs, downloads, forget } = this.deps;
    for (const id of partIds) jobs.abort(id);
    if (!isDeleted) return;
    downloads.cut(lineId);
    void forget(lineId);
  }
}

function linesOf(stopped: readonly StoppedLine[]): ShownLine[] {
  return stopped.flatMap(({ event }) => (event === "untold" ? [] : [event.line]));
}
