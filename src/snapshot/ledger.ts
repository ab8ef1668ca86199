import type { EntityManager } from "@mikro-orm/core";
import type { RowsOf } from "../database/kept-write.ts";
import { LOCKING, type Locking } from "../database/locking.ts";
import { LedgerEntry } from "./ledger-entry.entity.ts";

/** The entries of new lines, of which the indexes below `nextIndex` are taken. */
export function newEntries(entries: readonly Pick<LedgerEntry, "lineId" | "nextIndex">[]): RowsOf<LedgerEntry> {
  return { entity: LedgerEntry, rows: entries };
}

/** Reads what is known of a line that was made or adopted here, whether or not it still exists. */
export function readLedger(em: EntityManager, lineId: string, locking: Locking): Promise<LedgerEntry | null> {
  return em.findOne(LedgerEntry, { lineId }, LOCKING[locking]);
}

/** Moves a line's mark, if it stands where the caller believes it to stand. */
export async function moveLedger(
  em: EntityManager,
  lineId: string,
  move: { from: bigint; to: bigint },
): Promise<boolean> {
  return (await em.nativeUpdate(LedgerEntry, { lineId, nextIndex: move.from }, { nextIndex: move.to })) === 1;
}

/**
 * Lets a customer continue a line that was made elsewhere, inside the caller's transaction. A line that is known at an earlier index is moved
 * forward and stays whose it was; one that is known at the same or a later index is left as it is.
 *
 * @returns the index at which the line was known before, or null.
 */
export async function adoptLine(
  em: EntityManager,
  { lineId, customerId, nextIndex }: { lineId: string; customerId: string; nextIndex: bigint },
): Promise<bigint | null> {
  const known = await readLedger(em, lineId, "locked");
  if (known === null) await em.insert(LedgerEntry, { lineId, nextIndex, customerId });
  else if (known.nextIndex < nextIndex) await moveLedger(em, lineId, { from: known.nextIndex, to: nextIndex });
  return known?.nextIndex ?? null;
}
