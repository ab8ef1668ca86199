import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import type { Session } from "../../access/session.entity.ts";
import { restoreAlphabet } from "../../alphabet/alphabets.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { moveLedger } from "../../snapshot/ledger.ts";
import { type AcceptedOrder, createPart } from "./create-part.ts";
import { lineKeyOwner } from "../records/generator-line.ts";
import { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { refuseFurtherLine } from "./refuse-further-line.ts";
import { snapshotStale, type Standing } from "./standing.ts";

export interface Extension {
  readonly order: AcceptedOrder;
  /** Read in the same transaction. */
  readonly standing: Standing;
  /** Whether a snapshot has told it: then its alphabet comes back to the session. */
  readonly isSealed: boolean;
}

/**
 * Writes a line's next part as requested, inside the caller's transaction, which holds the customer: moves the ledger, spends the payment, and brings the line back
 * to life, into the session, where it was deleted or held elsewhere.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED` for a line that would come back, `SNAPSHOT_STALE` where the ledger has moved, or `PAYMENT_USED`.
 */
export async function extendLine(
  em: EntityManager,
  open: OpenSession,
  { order, standing, isSealed }: Extension,
  parts: { keyring: Keyring; runtime: Runtime },
): Promise<{ line: Line; part: Part }> {
  const { id, next, generator } = standing;
  const { session } = open;
  if (standing.line?.deletedAt !== null) await refuseFurtherLine(em, open);
  if (!(await moveLedger(em, id, { from: next.firstIndex, to: next.firstIndex + order.size }))) throw snapshotStale();
  const at = parts.runtime.now();
  const line = standing.line ?? newLine(em, session, standing, at);
  line.keyWrapped ??= parts.keyring.wrap(lineKeyOwner(id), generator.key);
  line.sessionId = session.id;
  line.deletedAt = null;
  await em.flush();
  if (isSealed) await restoreAlphabet(em, session, { id: standing.alphabetId, chars: generator.chars });
  return {
    line,
    part: await createPart(em, line, { order, place: next, at, uuid: parts.runtime.uuid, keyring: parts.keyring }),
  };
}

/** An adopted line, at its first part here. */
function newLine(em: EntityManager, session: Session, { id, alphabetId, generator }: Standing, at: Date): Line {
  return em.create(Line, {
    id,
    sessionId: session.id,
    customerId: session.customerId,
    alphabetId,
    alphabetChars: generator.chars,
    digits: generator.digits,
    generatorVersion: generator.version,
    keyWrapped: null,
    requestedAt: at,
  });
}
