import type { Database } from "../database/start-database.ts";

/** Parts with tokens, a snapshot or an analysis left to make. An analysis that could not be made has left its error. */
const UNFINISHED = `
  select id from part where status in ('requested', 'started', 'ended')
  union all
  select id from part where status = 'finished' and analysis <> 'none'
    and not exists (select 1 from status_record where status_record.part_id = part.id and status_record.error_code is not null)`;

export async function unfinishedParts({ em }: Database): Promise<string[]> {
  const rows = await em.getConnection().execute<{ id: string }[]>(UNFINISHED);
  return rows.map(({ id }) => id);
}
