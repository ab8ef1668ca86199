import { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { readHistories } from "../records/part-record.ts";
import type { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import { newestLines, requireLine } from "../records/find-line.ts";
import type { ProductionEvent, ProductionEvents } from "./production-events.ts";
import { recordOf } from "../records/part-record.ts";

/** Lines of a session of which a stream tells how they are now. */
const MAX_LINES = 1_000;

export interface FollowParts {
  readonly database: Database;
  readonly events: ProductionEvents;
}

/** Follows one line of a session, to its end, or all of them (of those there are, the newest 1,000): what is now, then what changes. */
export type FollowProduction = (session: Session, lineId: string | null) => Promise<AsyncIterable<ProductionEvent>>;

/** The stream fails at once with `NOT_FOUND` for an id that is not one of the session's lines. */
export function followProduction({ database, events }: FollowParts): FollowProduction {
  return async (session, lineId) => {
    const line = lineId === null ? null : await requireLine(database.em.fork(), session, lineId);
    // To listen before reading leaves no gap; what comes twice is older than what was delivered, and dropped.
    const followed = events.follow(session.id, line?.id ?? null);
    try {
      const current = line === null ? await newestLines(database.em.fork(), session, MAX_LINES) : [line];
      for (const event of await currentEvents(database, current)) followed.offer(event);
      followed.catchUp();
      // A session that was closed meanwhile has told so already, and would leave this stream without an end.
      if ((await database.em.fork().count(Session, { id: session.id, revokedAt: null })) === 0) followed.queue.end();
    } catch (error) {
      await followed.queue.return();
      throw error;
    }
    return followed.queue;
  };
}

/** The newest part of each line as it is now, the oldest line first. */
async function currentEvents(database: Database, lines: readonly Line[]): Promise<ProductionEvent[]> {
  const em = database.em.fork();
  const parts = await em.find(Part, { lineId: { $in: lines.map(({ id }) => id) } }, { orderBy: { number: "asc" } });
  const newest = new Map(parts.map((part) => [part.lineId, part]));
  const histories = await readHistories(
    em,
    parts.map(({ id }) => id),
  );
  const historyOf = new Map(parts.map((part, index) => [part.id, histories[index]]));
  return lines.toReversed().flatMap((line) => {
    const part = newest.get(line.id);
    const history = part && historyOf.get(part.id);
    const status = part && history && recordOf(part, history, "current");
    return part && status ? [{ line, part, status }] : [];
  });
}
