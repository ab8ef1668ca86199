import type { EntityManager } from "@mikro-orm/core";
import { changeKept, keptStatement } from "../../database/kept-statement.ts";
import { insertKept } from "../../database/kept-write.ts";
import { ServiceError } from "../../errors.ts";
import { releasePayment } from "../../payment/spend-payment.ts";
import { moveLedger } from "../../snapshot/ledger.ts";
import type { Part } from "./part.entity.ts";
import { StatusRecord } from "./status-record.entity.ts";
import { type History, readHistories } from "./history.ts";
import { type PartRecord, recordOf } from "./part-record.ts";
import { isBeforeTokens, canTransition, type Status } from "./status.ts";

/** What a status adds to the record; what it does not name stays as it was. */
export type Facts = Partial<
  Pick<
    StatusRecord,
    "available" | "reachable" | "progress" | "rate" | "partial" | "checksum" | "errorCode" | "errorMessage"
  >
>;

export interface StatusChange {
  readonly to: Status;
  readonly at: Date;
  readonly facts?: Facts;
}

/** Changes the status of one part, as `changeStatuses()` does. */
export async function changeStatus(em: EntityManager, part: Part, change: StatusChange): Promise<PartRecord> {
  const [record] = await changeStatuses(em, [part], change);
  /* v8 ignore next -- as many records come back as parts went in */
  if (record === undefined) throw new Error(`The part ${part.id} has no record.`);
  return record;
}

/**
 * Changes the status of parts inside the caller's transaction: claims them, writes their records, and gives back what they hold if no token was shown.
 *
 * @returns the new records in the order of the parts, to be published after the commit.
 * @throws {ServiceError} `STATUS_CONFLICT` where a part's status does not lead there, or has changed meanwhile.
 */
export async function changeStatuses(
  em: EntityManager,
  parts: readonly Part[],
  change: StatusChange,
): Promise<PartRecord[]> {
  const { to } = change;
  for (const [from, claimed] of Map.groupBy(parts, ({ status }) => status)) await claim(em, claimed, { from, to });
  const histories = await readHistories(
    em,
    parts.map(({ id }) => id),
  );
  const changed = parts.map((part, at) => withNext(part, histories[at], change));
  for (const { stored } of changed) await insertKept(em, StatusRecord, stored);
  for (const part of parts) {
    const from = part.status;
    part.status = to;
    if (isBeforeTokens(from) && to !== "started" && to !== "ended") await giveBack(em, part);
  }
  await em.flush();
  return changed.map(({ shown }) => shown);
}

const CLAIM = keptStatement(
  ({ isAmong }) => `update part set status = ? where status = ? and ${isAmong("id", "uuid")}`,
);

async function claim(
  em: EntityManager,
  parts: readonly Part[],
  { from, to }: { from: Status; to: Status },
): Promise<void> {
  const isClaimed =
    canTransition(from, to) &&
    (await changeKept(em, CLAIM, [to, from, JSON.stringify(parts.map(({ id }) => id))])) === parts.length;
  if (!isClaimed) throw new ServiceError("STATUS_CONFLICT", `The production is ${from}; it cannot become ${to}.`, "id");
}

/** Makes the record that a change adds to a part, as it is stored and as it is shown. */
function withNext(
  part: Part,
  history: History | undefined,
  { to, at, facts }: StatusChange,
): { stored: StatusRecord; shown: PartRecord } {
  const last = history?.records.at(-1);
  /* v8 ignore next -- a part and its first record are written in one transaction */
  if (history === undefined || last === undefined) throw new Error(`The part ${part.id} has no record.`);
  const stored: StatusRecord = {
    ...factsOf(last),
    progress: Math.max(last.progress, part.progress),
    ...facts,
    partId: part.id,
    sequence: last.sequence + 1,
    status: to,
    at: later(last.at, at),
  };
  const shown = recordOf(part, { ...history, records: [...history.records, stored] }, "current");
  /* v8 ignore next -- the newest record is there: it was added just now */
  if (shown === null) throw new Error(`The part ${part.id} has no record.`);
  return { stored, shown };
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
