import type { EntityManager } from "@mikro-orm/core";
import type { Part } from "./part.entity.ts";
import { PartFile } from "./part-file.entity.ts";
import { StatusRecord } from "./status-record.entity.ts";
import { type History, type StatusView, statusView } from "./status-view.ts";

/** Reads the histories of many parts in two statements; in the order of the ids. */
export async function readHistories(em: EntityManager, partIds: readonly string[]): Promise<History[]> {
  const ids = [...new Set(partIds)];
  const records = await em.find(
    StatusRecord,
    { partId: { $in: ids } },
    { orderBy: { partId: "asc", sequence: "asc" } },
  );
  const files = await em.find(PartFile, { partId: { $in: ids } }, { orderBy: { partId: "asc", kind: "asc" } });
  const recordsOf = Map.groupBy(records, ({ partId }) => partId);
  const filesOf = Map.groupBy(files, ({ partId }) => partId);
  return partIds.map((id) => ({ records: recordsOf.get(id) ?? [], files: filesOf.get(id) ?? [] }));
}

/** The part's record as it stands. */
export async function currentView(em: EntityManager, part: Part): Promise<StatusView> {
  const [history] = await readHistories(em, [part.id]);
  const view = history && statusView(part, history, "current");
  if (!view) throw new Error(`The part ${part.id} has no record.`);
  return view;
}
