import { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { SharedReads } from "../../lib/shared-reads.ts";
import { newestLines, requireLine } from "../records/find-line.ts";
import type { Line } from "../records/line.entity.ts";
import { readHistories } from "../records/history.ts";
import { recordOf } from "../records/part-record.ts";
import { Part } from "../records/part.entity.ts";
import type { ProductionEvent, ProductionEvents } from "./production-events.ts";

/** Lines of a session of which a stream tells how they are now. */
const MAX_LINES = 1_000;

export interface ProductionFeedDeps {
  readonly database: Database;
  readonly events: ProductionEvents;
}

/** What a stream begins with. */
interface Present {
  readonly events: readonly ProductionEvent[];
  readonly isOpen: boolean;
}

/** Streams of productions: what is now, then what changes. Streams of the same that begin at the same time share what is read for them. */
export class ProductionFeed {
  private readonly lines = new SharedReads<Line>();
  private readonly presents = new SharedReads<Present>();

  constructor(private readonly deps: ProductionFeedDeps) {}

  /**
   * Follows one line of a session to its end, or all of them without an end.
   *
   * @param lineId null for all lines; of those there are, the newest 1,000 are told.
   * @throws {ServiceError} `NOT_FOUND` for an id that is not one of the session's lines.
   */
  async follow(session: Session, lineId: string | null): Promise<AsyncIterable<ProductionEvent>> {
    const { database, events } = this.deps;
    const name = `${session.id} ${lineId ?? ""}`;
    const line =
      lineId === null ? null : await this.lines.read(name, () => requireLine(database.em.fork(), session, lineId));
    // To listen before reading leaves no gap; what comes twice is older than what was delivered, and dropped.
    const followed = events.follow(session.id, line?.id ?? null);
    try {
      const present = await this.presents.read(name, () => readPresent(database, session, line));
      for (const event of present.events) followed.offer(event);
      followed.catchUp();
      // A session that was closed meanwhile has told so already, and would leave this stream without an end.
      if (!present.isOpen) followed.end();
    } catch (error) {
      await followed.queue.return();
      throw error;
    }
    return followed.queue;
  }
}

async function readPresent(database: Database, session: Session, line: Line | null): Promise<Present> {
  const lines = line === null ? await newestLines(database.em.fork(), session, MAX_LINES) : [line];
  const events = await currentEvents(database, lines);
  return { events, isOpen: (await database.em.fork().count(Session, { id: session.id, revokedAt: null })) > 0 };
}

/** Reads the newest part of each line as it is now, the oldest line first. */
async function currentEvents(database: Database, lines: readonly Line[]): Promise<ProductionEvent[]> {
  const em = database.em.fork();
  const all = await em.find(Part, { lineId: { $in: lines.map(({ id }) => id) } }, { orderBy: { number: "asc" } });
  const newest = new Map(all.map((part) => [part.lineId, part]));
  const parts = lines.toReversed().flatMap((line) => {
    const part = newest.get(line.id);
    return part === undefined ? [] : [{ line, part }];
  });
  const histories = await readHistories(
    em,
    parts.map(({ part }) => part.id),
  );
  return parts.flatMap(({ line, part }, at) => {
    const history = histories[at];
    const status = history && recordOf(part, history, "current");
    return status ? [{ line, part, status }] : [];
  });
}
