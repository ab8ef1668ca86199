import type { EntityManager } from "@mikro-orm/core";
import { changeKept, keptStatement } from "../../database/kept-statement.ts";
import { insertAllKept } from "../../database/kept-write.ts";
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

/** The statuses that a part takes at once, one after the other: one or more. */
export interface Course {
  readonly part: Part;
  readonly steps: readonly StatusChange[];
}

/** Changes the status of one part, as `changeStatuses()` does. */
export async function changeStatus(em: EntityManager, part: Part, change: StatusChange): Promise<PartRecord> {
  const [record] = await changeStatuses(em, [part], change);
  /* v8 ignore next -- as many records come back as parts went in */
  if (record === undefined) throw new Error(`The part ${part.id} has no record.`);
  return record;
}

/** As `takeCourses()`, of parts that all change alike. @returns the new records in the order of the parts. */
export async function changeStatuses(
  em: EntityManager,
  parts: readonly Part[],
  change: StatusChange,
): Promise<PartRecord[]> {
  const courses = parts.map((part) => ({ part, steps: [change] }));
  return (await takeCourses(em, courses)).flat();
}

/**
 * Changes the status of parts inside the caller's transaction: claims them, writes a record of each step, and gives back what they hold if no
 * token was shown.
 *
 * @returns the new records of each part in the order of its steps, to be published after the commit.
 * @throws {ServiceError} `STATUS_CONFLICT` where a part's status does not lead there, or has changed meanwhile.
 */
export async function takeCourses(em: EntityManager, courses: readonly Course[]): Promise<PartRecord[][]> {
  for (const alike of Map.groupBy(courses, pathOf).values()) await claim(em, alike);
  const histories = await readHistories(
    em,
    courses.map(({ part }) => part.id),
  );
  const taken = courses.map((course, at) => withSteps(course, histories[at]));
  await insertAllKept(
    em,
    StatusRecord,
    taken.flatMap(({ stored }) => stored),
  );
  for (const { part, steps } of courses) for (const { to } of steps) await step(em, part, to);
  await em.flush();
  return taken.map(({ shown }) => shown);
}

function pathOf({ part, steps }: Course): string {
  return [part.status, ...steps.map(({ to }) => to)].join(" ");
}

async function step(em: EntityManager, part: Part, to: Status): Promise<void> {
  const from = part.status;
  part.status = to;
  if (isBeforeTokens(from) && to !== "started" && to !== "ended") await giveBack(em, part);
}

const CLAIM = keptStatement(
  ({ isAmong }) => `update part set status = ? where status = ? and ${isAmong("id", "uuid")}`,
);

/** Claims parts that all take the same path. */
async function claim(em: EntityManager, courses: readonly Course[]): Promise<void> {
  const [first] = courses;
  const last = first?.steps.at(-1);
  if (first === undefined || last === undefined) throw new Error("Parts that do not change are not claimed.");
  const [from, to] = [first.part.status, last.to];
  const statuses = [from, ...first.steps.map((each) => each.to)];
  const ids = JSON.stringify(courses.map(({ part }) => part.id));
  const isClaimed =
    statuses.every((status, at) => at === 0 || canTransition(statuses[at - 1] ?? status, status)) &&
    (await changeKept(em, CLAIM, [to, from, ids])) === courses.length;
  if (!isClaimed) throw new ServiceError("STATUS_CONFLICT", `The production is ${from}; it cannot become ${to}.`, "id");
}

/** The records that a course adds to a part's, as they are stored and as they are shown. */
function withSteps(
  { part, steps }: Course,
  history: History | undefined,
): { stored: StatusRecord[]; shown: PartRecord[] } {
  const stored: StatusRecord[] = [];
  const shown: PartRecord[] = [];
  let known = history;
  for (const each of steps) {
    const next = withNext(part, known, each);
    stored.push(next.stored);
    shown.push(next.shown);
    known = { files: [], ...known, records: [...(known?.records ?? []), next.stored] };
  }
  return { stored, shown };
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
