import type { Database } from "../../database/start-database.ts";
import type { Part } from "./part.entity.ts";
import type { PartRecord } from "./part-record.ts";
import type { Status } from "./status.ts";

/** What a part still needs. A new part of its line can be ordered while the analysis is outstanding, but not before. */
export type Outstanding = "production" | "analysis" | "nothing";

/** The statuses with tokens or a snapshot left to make. */
export const IN_PRODUCTION: readonly Status[] = ["requested", "started", "ended"];

/** The status at which a part is analysed, if that was ordered. */
const BEFORE_ANALYSIS: Status = "finished";

/**
 * Tells what a part still needs.
 *
 * @param error what its record tells: an analysis that could not be made is not tried again.
 */
export function outstandingWork(
  { status, analysis }: Pick<Part, "status" | "analysis">,
  error: PartRecord["error"] = null,
): Outstanding {
  if (IN_PRODUCTION.includes(status)) return "production";
  return status === BEFORE_ANALYSIS && analysis !== "none" && error === null ? "analysis" : "nothing";
}

/** A part, and whose it is. */
export interface PartOfCustomer {
  readonly partId: string;
  readonly customerId: string;
}

const SELECT = "select part.id, line.customer_id from part join line on line.id = part.line_id";
/** Every part with outstanding work, as `outstandingWork()` tells it. Each half finds its parts by the index of status and analysis. */
export const UNFINISHED = `
  ${SELECT} where status in (${IN_PRODUCTION.map((status) => `'${status}'`).join(", ")})
  union all
  ${SELECT} where status = '${BEFORE_ANALYSIS}' and analysis <> 'none'
    and not exists (select 1 from status_record where status_record.part_id = part.id and status_record.error_code is not null)`;

/** Reads every part with outstanding work. */
export async function unfinishedParts({ em }: Database): Promise<PartOfCustomer[]> {
  const rows = await em.getConnection().execute<{ id: string; customer_id: string }[]>(UNFINISHED);
  return rows.map(({ id, customer_id: customerId }) => ({ partId: id, customerId }));
}
