import type { EntityManager } from "@mikro-orm/core";
import { type Agreement, AGREEMENTS } from "../../access/agreement.ts";
import type { Customer } from "../../access/customer.entity.ts";
import { reachable } from "../../alphabet/reachable.ts";
import { changeKept, keptStatement, runKept } from "../../database/kept-statement.ts";
import { lineChecksumBits } from "../../generator/line/line-checksum.ts";
import { changeStatus, type StatusChange } from "../records/change-status.ts";
import type { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import type { PassResult } from "./hash-chunks.ts";
import { noteGeneratedFile } from "./stored-files.ts";
import { registerToBytes } from "../records/register.ts";
import { StatusRecord } from "../records/status-record.entity.ts";
import type { PartRecord } from "../records/part-record.ts";
import { capacityOf, shapeOfForm, widestTokenBytes } from "../records/token-form.ts";

export interface EndedPart {
  readonly line: Line;
  readonly part: Part;
  readonly result: PassResult;
  readonly spent: SpentTime;
  readonly at: Date;
}

/** How long a production took, by a monotonic clock. */
export interface SpentTime {
  /** Since the part became `started`; unknown where an earlier job has begun it, whose clock is gone. */
  readonly sinceStartMs: number | "unknown";
  /** Of the pass alone that has come to the end. */
  readonly passMs: number;
}

const AGREEMENT_OF = keptStatement(() => "select agreement from customer where id = ?");
const END = keptStatement(() => "update part set progress = 100, register = ? where id = ? and epoch = ?");

/** Writes all that the pass has found out, with the status that tells it, inside the caller's transaction. */
export async function endPart(em: EntityManager, { line, part, result, spent, at }: EndedPart): Promise<PartRecord> {
  const agreement = await agreementOf(em, line);
  await changeKept(em, END, [registerToBytes(result.register), part.id, part.epoch]);
  await noteGeneratedFile(em, { partId: part.id, kind: "data", since: "ended" }, result);
  const ms = await elapsedMs(em, part, { spent, at });
  return changeStatus(em, part, endedStatus({ line, part, result, at, agreement, elapsedMs: ms }));
}

/** The agreement under which a line is produced. */
export async function agreementOf(em: EntityManager, line: Pick<Line, "id" | "customerId">): Promise<Agreement> {
  const [customer] = await runKept<Pick<Customer, "agreement">>(em, AGREEMENT_OF, [line.customerId]);
  if (customer === undefined) throw new Error(`The customer of the line ${line.id} is gone.`);
  return AGREEMENTS[customer.agreement];
}

export interface EndedStatus extends Pick<EndedPart, "line" | "part" | "result" | "at"> {
  readonly agreement: Agreement;
  /** Since `started`. */
  readonly elapsedMs: number;
}

/** The status `ended`, with all that a pass has found out. */
export function endedStatus({ line, part, result, at, agreement, elapsedMs: ms }: EndedStatus): StatusChange {
  const available = capacityOf(line) - part.firstIndex - part.size;
  return {
    to: "ended",
    at,
    facts: {
      available,
      reachable: reachable(available, widestTokenBytes(line), agreement),
      progress: 100,
      rate: digitsPerSecond(part.size * BigInt(line.digits), ms),
      partial: available > 0n,
      checksum: lineChecksumBits(shapeOfForm(line), result.register),
    },
  };
}

/** The time since `started`. Across a restart only the wall clock tells it, and that may have been set; but it is no less than the pass took. */
async function elapsedMs(
  em: EntityManager,
  part: Part,
  { spent, at }: Pick<EndedPart, "spent" | "at">,
): Promise<number> {
  if (spent.sinceStartMs !== "unknown") return spent.sinceStartMs;
  const started = await em.findOneOrFail(StatusRecord, { partId: part.id, status: "started" });
  return Math.max(spent.passMs, at.getTime() - started.at.getTime());
}

/** Whole digits per second; a pass takes at least a millisecond. */
function digitsPerSecond(digits: bigint, elapsedMs: number): number {
  return Math.floor((Number(digits) * 1000) / Math.max(1, elapsedMs));
}
