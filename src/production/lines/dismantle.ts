import { type EntityManager, LockMode } from "@mikro-orm/core";
import { changeStatuses } from "../records/change-status.ts";
import { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import { PartAnalysis } from "../records/part-analysis.entity.ts";
import { PartFile } from "../records/part-file.entity.ts";
import type { ProductionEvent } from "../events/production-events.ts";

/** What came to a stop: what to tell of it after the commit, and all parts whose work is to end. */
export interface Stopped {
  readonly event: ProductionEvent;
  readonly partIds: readonly string[];
}

/**
 * Destroys the keys of lines, wherever they are kept, and leaves the tombstones, inside the caller's transaction, which holds the lines; in a
 * fixed number of statements, but for what parts in production give back.
 */
export async function dismantle(em: EntityManager, lines: readonly Line[], at: Date): Promise<Stopped[]> {
  const lineIds = lines.map(({ id }) => id);
  const parts = await em.find(
    Part,
    { lineId: { $in: lineIds } },
    { orderBy: { lineId: "asc", number: "asc" }, lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
  const records = await changeStatuses(
    em,
    parts.filter(({ status }) => status !== "deleted"),
    { to: "deleted", at },
  );
  const partIds = records.map(({ partId }) => partId);
  await em.nativeUpdate(PartFile, { partId: { $in: partIds } }, { content: null });
  await em.nativeDelete(PartAnalysis, { partId: { $in: partIds } });
  await em.nativeUpdate(Line, { id: { $in: lineIds } }, { deletedAt: at, keyWrapped: null });
  const recordsByPart = new Map(records.map((record) => [record.partId, record]));
  const partsOf = Map.groupBy(parts, ({ lineId }) => lineId);
  return lines.map((line) => {
    const all = partsOf.get(line.id) ?? [];
    const part = all.at(-1);
    const status = part && recordsByPart.get(part.id);
    if (!part || !status) throw new Error(`The line ${line.id} has no part to delete.`);
    line.deletedAt = at;
    line.keyWrapped = null;
    return {
      event: { line, part, status },
      partIds: all.filter(({ id }) => recordsByPart.has(id)).map(({ id }) => id),
    };
  });
}
