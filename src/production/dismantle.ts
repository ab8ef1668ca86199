import type { EntityManager } from "@mikro-orm/core";
import { changeStatus } from "./change-status.ts";
import type { Line } from "./line.entity.ts";
import { Part } from "./part.entity.ts";
import { PartFile } from "./part-file.entity.ts";
import type { ProductionEvent } from "./production-events.ts";
import { newestPart } from "./newest-part.ts";

/** What came to a stop: what to tell of it after the commit, and all parts whose work is to end. */
export interface Stopped {
  readonly event: ProductionEvent;
  readonly partIds: readonly string[];
}

/** Destroys a line's key, wherever it is kept, and leaves the tombstone, inside the caller's transaction. */
export async function dismantle(em: EntityManager, line: Line, at: Date): Promise<Stopped> {
  const newest = await newestPart(em, line);
  const earlier = await em.find(Part, { lineId: line.id, id: { $ne: newest.id }, status: { $ne: "deleted" } }, { orderBy: { number: "asc" } });
  for (const part of earlier) await changeStatus(em, part, { to: "deleted", at });
  const status = await changeStatus(em, newest, { to: "deleted", at });
  const partIds = [...earlier, newest].map(({ id }) => id);
  await em.nativeUpdate(PartFile, { partId: { $in: partIds } }, { content: null });
  line.deletedAt = at;
  line.keyWrapped = null;
  await em.flush();
  return { event: { line, part: newest, status }, partIds };
}
