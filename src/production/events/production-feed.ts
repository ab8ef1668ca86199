import type { Session } from "../../access/session.entity.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { SessionReads } from "../../database/replica/session-reads.ts";
import type { Database } from "../../database/start-database.ts";
import { SharedReads } from "../../lib/shared-reads.ts";
import { lineNotFound } from "../records/find-line.ts";
import { recordOf } from "../records/part-record.ts";
import { seeLine, type SeenLine, seeNewestLines } from "../records/seen-line.ts";
import type { ProductionEvent, ProductionEvents } from "./production-events.ts";

/** Lines of a session of which a stream tells how they are now. */
const MAX_LINES = 1_000;

export interface ProductionFeedDeps {
  readonly database: Database;
  readonly reads: Pick<SessionReads, "wrote">;
  readonly events: ProductionEvents;
}

/** What a stream begins with. */
interface Present {
  readonly events: readonly ProductionEvent[];
  readonly isOpen: boolean;
}

/** Streams of productions: what is now, then what changes. Streams of the same that begin at the same time share what is read for them. */
export class ProductionFeed {
  private readonly lines = new SharedReads<SeenLine>();
  private readonly presents = new SharedReads<Present>();

  constructor(private readonly deps: ProductionFeedDeps) {}

  /**
   * Follows one line of a session to its end, or all of them without an end.
   *
   * @param lineId null for all lines; of those there are, the newest 1,000 are told.
   * @throws {ServiceError} `NOT_FOUND` for an id that is not one of the session's lines.
   */
  async follow(session: Session, lineId: string | null): Promise<AsyncIterable<ProductionEvent>> {
    const { database, events, reads } = this.deps;
    const name = `${session.id} ${lineId ?? ""}`;
    const line = lineId === null ? null : await this.lines.read(name, () => requireSeen(database, session, lineId));
    // To listen before reading leaves no gap; what comes twice is older than what was delivered, and dropped.
    const followed = events.follow(session.id, line?.id ?? null);
    try {
      const present = await this.presents.read(name, () => readPresent(database, session, lineId));
      reads.wrote(session.id); // no later read may show less than the stream begins with
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

async function requireSeen({ em }: Database, session: Session, lineId: string): Promise<SeenLine> {
  const line = await seeLine(em, session, lineId);
  if (line === null) throw lineNotFound();
  return line;
}

async function readPresent(database: Database, session: Session, lineId: string | null): Promise<Present> {
  const { em } = database;
  const lines =
    lineId === null
      ? await seeNewestLines(em, session, MAX_LINES)
      : [await seeLine(em, session, lineId)].filter((line) => line !== null);
  const events = lines.toReversed().flatMap(currentEvent);
  return { events, isOpen: (await runKept(em, OPEN, [session.id])).length > 0 };
}

const OPEN = keptStatement(() => "select id from session where id = ? and revoked_at is null");

/** What a line's newest part is at now; whatever else was seen with the line may be another one when it is told. */
function currentEvent({ newest: part, history, payment: _payment, ...line }: SeenLine): ProductionEvent[] {
  const status = recordOf(part, history, "current");
  return status === null ? [] : [{ line, part, status }];
}
