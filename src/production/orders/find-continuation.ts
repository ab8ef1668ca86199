import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import type { Locking } from "../../database/locking.ts";
import { parseUuid } from "../../lib/uuid.ts";
import { readLedger } from "../../snapshot/ledger.ts";
import type { LineState } from "../../snapshot/line-state.ts";
import { openSnapshot } from "../../snapshot/open-snapshot.ts";
import { snapshotRefused } from "../../snapshot/snapshot-refused.ts";
import { findAnyLine, lineNotFound, newestPart, requireLine } from "../records/find-line.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import { type Continuation, continueSealed, continueStored } from "./continuation.ts";

/** Which line is to continue, and from where. */
export interface ContinuedLine {
  readonly id: string;
  /** The line's sealed state; null for a line that still exists, which continues from what is stored. */
  readonly snapshot: Uint8Array | null;
}

interface FindOptions {
  readonly keyring: Keyring;
  readonly locking: Locking;
}

/**
 * Finds out where a line continues.
 *
 * @throws {ServiceError} `NOT_FOUND` for a line that the session does not have; with a snapshot `SNAPSHOT_REFUSED` for one that is not of a line
 * of this customer and service, and `SNAPSHOT_STALE` for one that the line has left behind; `STATUS_CONFLICT` while a part is in production.
 */
export function findContinuation(
  em: EntityManager,
  session: Session,
  { id, snapshot }: ContinuedLine,
  { keyring, locking }: FindOptions,
): Promise<Continuation> {
  if (snapshot === null) return findStored(em, session, id, { keyring, locking });
  const state = openSnapshot(snapshot, keyring);
  return findSealed(em, session, { id, state, locking });
}

async function findStored(
  em: EntityManager,
  session: Session,
  id: string,
  { keyring, locking }: FindOptions,
): Promise<Continuation> {
  const line = await requireLine(em, session, id, locking);
  const ledger = await readLedger(em, line.id, locking);
  const generator = generatorLineOf(line, keyring);
  if (ledger === null || generator === null) throw lineNotFound();
  return continueStored({ line, newest: await newestPart(em, line, locking), generator, ledger });
}

async function findSealed(
  em: EntityManager,
  session: Session,
  { id, state, locking }: { readonly id: string; readonly state: LineState; readonly locking: Locking },
): Promise<Continuation> {
  const line = await findAnyLine(em, state.lineId, locking);
  // Before the ledger: a part that was ordered in between has moved it, and the snapshot is told to be stale.
  const stored = line === null ? "adopted" : { line, newest: await newestPart(em, line, locking) };
  const ledger = await readLedger(em, state.lineId, locking);
  if (parseUuid(id) !== state.lineId || ledger === null) throw snapshotRefused();
  return continueSealed(state, { stored, ledger }, session.customerId);
}
