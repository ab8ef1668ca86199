import type { Database } from "../../database/start-database.ts";
import type { PartOfCustomer } from "./job-queue.ts";

/** Parts with tokens, a snapshot or an analysis left to make. An analysis that could not be made has left its error. */
const UNFINISHED = `
  select part.id, line.customer_id from part join line on line.id = part.line_id where status in ('requested', 'started', 'ended')
  union all
  select part.id, line.customer_id from part join line on line.id = part.line_id where status = 'finished' and analysis <> 'none'
    and not exists (select 1 from status_record where status_record.part_id = part.id and status_record.error_code is not null)`;

export async function unfinishedParts({ em }: Database): Promise<PartOfCustomer[]> {
  const rows = await em.getConnection().execute<{ id: string; customer_id: string }[]>(UNFINISHED);
  return rows.map(({ id, customer_id: customerId }) => ({ partId: id, customerId }));
}
