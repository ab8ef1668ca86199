import { type EntityManager, LockMode } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import { ServiceError } from "../../errors.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import { parseUuid } from "../../lib/uuid.ts";
import { readLedger } from "../../snapshot/ledger.ts";
import type { LineState } from "../../snapshot/line-state.ts";
import { openSnapshot } from "../../snapshot/open-snapshot.ts";
import { snapshotRefused } from "../../snapshot/snapshot-refused.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import type { PartPlace } from "./create-part.ts";
import { lineNotFound } from "../records/find-line.ts";
import { registerToBytes } from "../records/register.ts";
import { outstandingWork } from "../records/unfinished.ts";

/** Where a line stands: all that its next part depends on. */
export interface Standing {
  readonly id: string;
  /** Null for an adopted line, which has no part here yet. */
  readonly line: Line | null;
  readonly alphabetId: string;
  readonly generator: GeneratorLine;
  readonly next: PartPlace;
}

/** Which line is to go on, and from where. */
export interface Continuing {
  readonly id: string;
  /** The line's sealed state; null for one that still exists, which goes on from where it stands. */
  readonly snapshot: Uint8Array | null;
}

/**
 * Finds out where a line stands. Inside a transaction the line is held until its end.
 *
 * @throws {ServiceError} `NOT_FOUND` for a line that the session does not have; with a snapshot instead `SNAPSHOT_REFUSED` for one that does not
 * speak of a line of this customer and service, and `SNAPSHOT_STALE` for one that the line has left behind; `STATUS_CONFLICT` while a part is in production.
 */
export function standingOf(
  em: EntityManager,
  session: Session,
  { id, snapshot }: Continuing,
  keyring: Keyring,
): Promise<Standing> {
  return snapshot === null
    ? unsealedStanding(em, session, { id, keyring })
    : sealedStanding(em, session, { id, state: openSnapshot(snapshot, keyring) });
}

/** Of a line that still exists: as it was written down. */
async function unsealedStanding(
  em: EntityManager,
  session: Session,
  { id, keyring }: { id: string; keyring: Keyring },
): Promise<Standing> {
  const uuid = parseUuid(id);
  const line =
    uuid === null ? null : await em.findOne(Line, { id: uuid, sessionId: session.id, deletedAt: null }, holding(em));
  const entry = line && (await readLedger(em, line.id));
  const generator = line && generatorLineOf(line, keyring);
  if (line === null || entry === null || generator === null) throw lineNotFound();
  const newest = await partBefore(em, line);
  refuseUnfinished(newest);
  const { nextIndex } = entry;
  return {
    id: line.id,
    line,
    alphabetId: line.alphabetId,
    generator,
    next: { number: newest.number + 1, firstIndex: nextIndex, registerBefore: registerAt(newest, nextIndex) },
  };
}

/** Of any line of the customer's, deleted ones and adopted ones too: as it was sealed, if it has not moved since. */
async function sealedStanding(
  em: EntityManager,
  session: Session,
  { id, state }: { id: string; state: LineState },
): Promise<Standing> {
  const { lineId, alphabet, digits, key, generatorVersion: version, nextIndex } = state;
  const line = await em.findOne(Line, { id: lineId }, holding(em));
  // Before the ledger: a part that was ordered in between has moved it, and the snapshot is told to be stale.
  const newest = line && (await partBefore(em, line));
  const entry = await readLedger(em, lineId);
  if (parseUuid(id) !== lineId || entry === null || (entry.customerId ?? state.customerId) !== session.customerId)
    throw snapshotRefused();
  if (entry.nextIndex !== nextIndex) throw snapshotStale();
  if (newest !== null) refuseUnfinished(newest);
  const next = {
    number: Math.max(newest?.number ?? 0, state.partNumber) + 1,
    firstIndex: nextIndex,
    registerBefore: registerToBytes(state.register),
  };
  return {
    id: lineId,
    line,
    alphabetId: alphabet.id,
    generator: { version, key, chars: alphabet.chars, digits },
    next,
  };
}

/**
 * The register before an index, at which a part begins (one that has given its indexes back) or ends.
 *
 * @throws {ServiceError} `STATUS_CONFLICT` where neither is so: the ledger was moved on by a snapshot that is newer than what is stored.
 */
function registerAt({ firstIndex, size, registerBefore, register }: Part, index: bigint): Uint8Array | null {
  if (index === firstIndex) return registerBefore;
  if (index === firstIndex + size) return register;
  throw new ServiceError(
    "STATUS_CONFLICT",
    "The line has gone on elsewhere; continue it with its newest snapshot.",
    "id",
  );
}

function partBefore(em: EntityManager, line: Line): Promise<Part> {
  return em.findOneOrFail(
    Part,
    { lineId: line.id },
    { orderBy: { number: "desc" }, populate: ["register", "registerBefore"], ...holding(em) },
  );
}

function refuseUnfinished(part: Part): void {
  if (outstandingWork(part, false) === "production")
    throw new ServiceError(
      "STATUS_CONFLICT",
      `The part before is ${part.status}; the line goes on once that part is finished.`,
      "id",
    );
}

function holding(em: EntityManager) {
  return em.isInTransaction() ? ({ lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const) : {};
}

/** Made before the line went on: to continue from it would repeat tokens. */
export function snapshotStale(): ServiceError {
  return new ServiceError(
    "SNAPSHOT_STALE",
    "The line has gone on since this snapshot was made; use the snapshot of its newest part.",
    "snapshot",
  );
}
