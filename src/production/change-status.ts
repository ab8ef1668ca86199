import type { EntityManager } from "@mikro-orm/core";
import { ServiceError } from "../errors.ts";
import { releasePayment } from "../payment/spend-payment.ts";
import { moveLedger } from "../snapshot/ledger.ts";
import { currentView } from "./history.ts";
import { Part } from "./part.entity.ts";
import { StatusRecord } from "./status-record.entity.ts";
import type { StatusView } from "./status-view.ts";
import { isBeforeTokens, mayLead, type Status } from "./status.ts";

/** What a status adds to the record; what it does not name stays as it was. */
export type Facts = Partial<Pick<StatusRecord, "available" | "reachable" | "progress" | "rate" | "partial" | "checksum" | "errorCode" | "errorMessage">>;

export interface StatusChange {
  readonly to: Status;
  readonly at: Date;
  readonly facts?: Facts;
}

/**
 * Leads a part to its next status, inside the caller's transaction: the claim, the record, and what is given back where no token was shown.
 *
 * @returns the new current view, to be published after the commit.
 * @throws {ServiceError} `STATUS_CONFLICT` where the part's status does not lead there, or has changed meanwhile.
 */
export async function changeStatus(em: EntityManager, part: Part, { to, at, facts }: StatusChange): Promise<StatusView> {
  const from = part.status;
  const claimed = mayLead(from, to) && (await em.nativeUpdate(Part, { id: part.id, status: from }, { status: to })) === 1;
  if (!claimed) throw new ServiceError("STATUS_CONFLICT", `The production is ${from}; it cannot become ${to}.`, "id");
  const last = await em.findOneOrFail(StatusRecord, { partId: part.id }, { orderBy: { sequence: "desc" } });
  const record = em.create(StatusRecord, { ...factsOf(last), progress: Math.max(last.progress, part.progress), ...facts, partId: part.id, sequence: last.sequence + 1, status: to, at: later(last.at, at) });
  await em.persist(record).flush();
  part.status = to;
  if (isBeforeTokens(from) && to !== "started" && to !== "ended") await giveBack(em, part);
  return currentView(em, part);
}

/** A clock that was set back does not make a status older than the one before it. */
function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function factsOf(record: StatusRecord): Required<Omit<Facts, "progress">> {
  const { available, reachable, rate, partial, checksum, errorCode, errorMessage } = record;
  return { available, reachable, rate, partial, checksum, errorCode, errorMessage };
}

/** No token of the part was shown: its indexes go back to the ledger, and its payment is free again. */
async function giveBack(em: EntityManager, part: Part): Promise<void> {
  await moveLedger(em, part.lineId, { from: part.firstIndex + part.size, to: part.firstIndex });
  if (part.paymentId !== null) await releasePayment(em, part.paymentId);
}
