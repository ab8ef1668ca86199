import { type EntityManager, LockMode } from "@mikro-orm/core";
import { LedgerEntry } from "./ledger-entry.entity.ts";

/** Enters a new line, of which the indexes below `nextIndex` are taken. */
export async function openLedger(em: EntityManager, lineId: string, nextIndex: bigint): Promise<void> {
  await em.insert(LedgerEntry, { lineId, nextIndex });
}

/** What is known of a line that was made or adopted here, whether or not it still exists; inside a transaction held until its end. */
export function readLedger(em: EntityManager, lineId: string): Promise<LedgerEntry | null> {
  return em.findOne(LedgerEntry, { lineId }, em.isInTransaction() ? { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } : {});
}

/** Moves a line's mark, if it stands where the caller believes it to stand. */
export async function moveLedger(em: EntityManager, lineId: string, move: { from: bigint; to: bigint }): Promise<boolean> {
  return (await em.nativeUpdate(LedgerEntry, { lineId, nextIndex: move.from }, { nextIndex: move.to })) === 1;
}
