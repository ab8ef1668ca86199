import type { EntityManager } from "@mikro-orm/core";
import { currentRecord, type PartRecord } from "./part-record.ts";
import type { Part } from "./part.entity.ts";
import { StatusRecord } from "./status-record.entity.ts";

/**
 * Adds an error to a part that keeps its status, inside the caller's transaction: a further record of the same status and time.
 *
 * The views of earlier statuses, and this one's as it was reached, stay as they are.
 */
export async function noteError(
  em: EntityManager,
  part: Part,
  error: Pick<StatusRecord, "errorCode" | "errorMessage">,
): Promise<PartRecord> {
  const last = await em.findOneOrFail(StatusRecord, { partId: part.id }, { orderBy: { sequence: "desc" } });
  const { available, reachable, progress, rate, partial, checksum, status, at, sequence } = last;
  const record = em.create(StatusRecord, {
    available,
    reachable,
    progress,
    rate,
    partial,
    checksum,
    status,
    at,
    ...error,
    partId: part.id,
    sequence: sequence + 1,
  });
  await em.persist(record).flush();
  return currentRecord(em, part);
}
