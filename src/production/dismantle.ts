import type { EntityManager } from "@mikro-orm/core";
import { changeStatus } from "./change-status.ts";
import type { Line } from "./line.entity.ts";
import { newestPart } from "./newest-part.ts";
import type { ProductionEvent } from "./production-events.ts";

/** Destroys a line's key and leaves the tombstone, inside the caller's transaction; the event is to be told after its commit. */
export async function dismantle(em: EntityManager, line: Line, at: Date): Promise<ProductionEvent> {
  const part = await newestPart(em, line);
  const status = await changeStatus(em, part, { to: "deleted", at });
  line.deletedAt = at;
  line.keyWrapped = null;
  await em.flush();
  return { line, part, status };
}
