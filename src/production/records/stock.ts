import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Database } from "../../database/start-database.ts";
import type { Status } from "./status.ts";
import { UNFINISHED } from "./unfinished.ts";

/** What a database holds, on all nodes together. */
export interface Stock {
  /** Lines that are not deleted, by the status of their newest part. */
  readonly lines: readonly { readonly status: Status; readonly count: number }[];
  /** Parts that are still to be made or analysed. */
  readonly unfinished: number;
  /** How long the one has waited, or been worked on, that was ordered first; 0 where there is none. */
  readonly oldestSeconds: number;
}

/** Tombstones stay for ever, and are not looked at: what this takes depends on the lines that customers hold. */
const LINES = keptStatement(
  () => `select status, count(*) as count from part
    where status in ('requested', 'started', 'ended', 'finished', 'analyzed', 'failed', 'cancelled')
      and not exists (select 1 from part newer where newer.line_id = part.line_id and newer.number = part.number + 1)
    group by status`,
);

const QUEUE = keptStatement(
  ({ ms }) => `select count(*) as unfinished, ${ms("min(ordered.at)")} as "oldestMs" from (${UNFINISHED}) unfinished
    join status_record ordered on ordered.part_id = unfinished.id and ordered.sequence = 1`,
);

/** Counts what is there. */
export async function readStock({ em }: Pick<Database, "em">, now: () => Date): Promise<Stock> {
  const lines = await runKept<{ status: Status; count: number | string }>(em, LINES, []);
  const [queue] = await runKept<{ unfinished: number | string; oldestMs: number | null }>(em, QUEUE, []);
  const oldestMs = queue?.oldestMs ?? null;
  return {
    lines: lines.map(({ status, count }) => ({ status, count: Number(count) })),
    unfinished: Number(queue?.unfinished ?? 0),
    oldestSeconds: oldestMs === null ? 0 : Math.max(0, now().getTime() - oldestMs) / 1_000,
  };
}
