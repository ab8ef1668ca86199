import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import type { Session } from "../../access/session.entity.ts";
import { restoreAlphabet } from "../../alphabet/alphabets.ts";
import { moveLedger } from "../../snapshot/ledger.ts";
import type { ProductionEvent } from "../events/production-events.ts";
import { lineKeyOwner } from "../records/generator-line.ts";
import { Line } from "../records/line.entity.ts";
import { shapeOf } from "../records/line-shape.ts";
import { type Continuation, snapshotStale } from "./continuation.ts";
import type { WritingDeps } from "./create-line.ts";
import { type AcceptedOrder, planPart, plannedRecord, writeParts } from "./create-part.ts";
import type { LineRoom } from "./line-room.ts";
import { countOpenLines, refuseFurtherLineAbove } from "./refuse-further-line.ts";

export interface Extension {
  readonly order: AcceptedOrder;
  /** Found in the same transaction, and locked there. */
  readonly continuation: Continuation;
  /** Whether a snapshot has told of the line: then its alphabet comes back to the session. */
  readonly isSealed: boolean;
  /** How many lines the customer has ever opened, with this one where it comes back. */
  readonly opened: number;
}

export interface ExtendingDeps extends WritingDeps {
  readonly room: LineRoom;
}

/**
 * Writes a line's next part as requested: moves the ledger, spends the payment, and brings the line into the session where it was deleted or
 * held elsewhere. All of it happens inside the caller's transaction, which holds the customer.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED` for a line that would come back, `SNAPSHOT_STALE` where the ledger has moved, or `PAYMENT_USED`.
 */
export async function extendLine(
  em: EntityManager,
  open: OpenSession,
  { order, continuation, isSealed, opened }: Extension,
  { keyring, runtime, room }: ExtendingDeps,
): Promise<ProductionEvent> {
  const { id, next, generator, form } = continuation;
  const { session, agreement } = open;
  if (continuation.line === "adopted" || continuation.line.deletedAt !== null) {
    const { customerId } = session;
    const count = () => countOpenLines(em, customerId);
    refuseFurtherLineAbove(
      await room.held({ customerId, added: 1, quota: agreement.quotas.openLines, opened, count }),
      open,
    );
  }
  if (!(await moveLedger(em, id, { from: next.firstIndex, to: next.firstIndex + order.size }))) throw snapshotStale();
  const at = runtime.now();
  const line = continuation.line === "adopted" ? newLine(em, session, continuation, at) : continuation.line;
  line.keyWrapped ??= keyring.wrap(lineKeyOwner(id), generator.key);
  line.sessionId = session.id;
  line.deletedAt = null;
  line.shape = shapeOf(line);
  await em.flush();
  if (isSealed && form.format === null)
    await restoreAlphabet(em, session, { id: form.alphabetId, chars: form.alphabetChars });
  const planned = planPart(line, { order, place: next, at, uuid: runtime.uuid, keyring });
  await writeParts(em, [planned]);
  return { line, part: planned.part, status: plannedRecord(planned) };
}

/** Writes an adopted line, at its first part here. */
function newLine(em: EntityManager, session: Session, { id, form, generator }: Continuation, at: Date): Line {
  return em.create(Line, {
    id,
    sessionId: session.id,
    customerId: session.customerId,
    ...form,
    generatorVersion: generator.version,
    keyWrapped: null,
    requestedAt: at,
  });
}
