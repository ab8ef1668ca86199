// A part's course is most of what a status read would have to read and to make anew, and it hardly ever changes: it only grows, by records and by
// files. So it is remembered, and the statement that sees the line says whether what is remembered is still all of it.
import type { EntityManager } from "@mikro-orm/core";
import { RecentMap } from "../../lib/recent-map.ts";
import { type History, readHistories } from "./history.ts";

/** How far a part's course had come when its line was seen. */
export interface HistoryMark {
  readonly partId: string;
  /** Of its last record. */
  readonly sequence: number;
  /** PostgreSQL writes it as text. */
  readonly fileCount: number | string;
}

/** Parts; each has a kilobyte or two. */
const MAX_REMEMBERED = 5_000;

const memories = new WeakMap<EntityManager["config"], RecentMap<History>>();

/** The columns of a mark, for a statement on `part`. */
export const MARK_COLUMNS = `part.id as "partId",
    (select max(sequence) from status_record where status_record.part_id = part.id) as sequence,
    (select count(*) from part_file where part_file.part_id = part.id) as "fileCount"`;

/** The histories of parts, in the order of the marks; those that are not remembered, or have gone on, are read in one statement. */
export async function historiesAt(em: EntityManager, marks: readonly HistoryMark[]): Promise<History[]> {
  const memory = memoryOf(em);
  const known = marks.map((mark) => {
    const remembered = memory.get(mark.partId);
    return remembered !== undefined && isAt(remembered, mark) ? remembered : null;
  });
  const missing = marks.flatMap(({ partId }, at) => (known[at] === null ? [partId] : []));
  if (missing.length === 0) return known.filter((history) => history !== null);
  const read = new Map((await readHistories(em, missing)).map((history, at) => [missing[at], history]));
  for (const [partId = "", history] of read) memory.set(partId, history);
  return marks.map(({ partId }, at) => known[at] ?? read.get(partId) ?? { records: [], files: [] });
}

function isAt({ records, files }: History, { sequence, fileCount }: HistoryMark): boolean {
  return records.at(-1)?.sequence === sequence && files.length === Number(fileCount);
}

function memoryOf({ config }: EntityManager): RecentMap<History> {
  const known = memories.get(config) ?? new RecentMap<History>(MAX_REMEMBERED);
  memories.set(config, known);
  return known;
}
