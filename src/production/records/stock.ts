import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Database } from "../../database/start-database.ts";
import type { Status } from "./status.ts";
import { UNFINISHED } from "./unfinished.ts";

/** What a database holds, on all nodes together. */
export interface Stock {
  /** Lines that are not deleted. */
  readonly lines: number;
  /** Parts of these lines by their status. */
  readonly parts: readonly { readonly status: Status; readonly count: number }[];
  /** Parts that are still to be made or analysed. */
  readonly unfinished: number;
  /** How long the one has waited, or been worked on, that was ordered first; 0 where there is none. */
  readonly oldestSeconds: number;
}

// Each is answered by an index alone, and none looks at tombstones, which stay for ever: of SQLite's the event loop waits for the answer.

const LINES = keptStatement(() => "select count(*) as count from line where deleted_at is null");

const PARTS = keptStatement(
  () => `select status, count(*) as count from part
    where status in ('requested', 'started', 'ended', 'finished', 'analyzed', 'failed', 'cancelled') group by status`,
);

const QUEUE = keptStatement(
  ({ ms }) => `select count(*) as count, ${ms("min(ordered.at)")} as "oldestMs" from (${UNFINISHED}) unfinished
    join status_record ordered on ordered.part_id = unfinished.id and ordered.sequence = 1`,
);

interface Counted {
  /** PostgreSQL tells it as a text. */
  readonly count: number | string;
}

/** Counts what is there. */
export async function readStock({ em }: Pick<Database, "em">, now: () => Date): Promise<Stock> {
  const [lines] = await runKept<Counted>(em, LINES, []);
  const parts = await runKept<Counted & { status: Status }>(em, PARTS, []);
  const [queue] = await runKept<Counted & { oldestMs: number | null }>(em, QUEUE, []);
  const oldestMs = queue?.oldestMs ?? null;
  return {
    lines: Number(lines?.count ?? 0),
    parts: parts.map(({ status, count }) => ({ status, count: Number(count) })),
    unfinished: Number(queue?.count ?? 0),
    oldestSeconds: oldestMs === null ? 0 : Math.max(0, now().getTime() - oldestMs) / 1_000,
  };
}
