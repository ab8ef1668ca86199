import type { EntityManager } from "@mikro-orm/core";
import type { NoteMade } from "../../access/idempotency-keys.ts";
import type { Keyring } from "../../access/keyring.ts";
import { insertTogether, type RowsOf } from "../../database/kept-write.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import { type Purchase, spendPayment } from "../../payment/spend-payment.ts";
import type { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import { type PartRecord, recordOf } from "../records/part-record.ts";
import { wrapSeed } from "../records/seed.ts";
import { StatusRecord } from "../records/status-record.entity.ts";
import type { OrderedPart } from "./check-order.ts";

/** An order of a part that has passed every check. */
export interface AcceptedOrder extends OrderedPart {
  readonly seed: string | null;
  readonly payment: PaymentReference | null;
  /** Tells whether another order is the same. */
  readonly digest: string;
  /** Called in the same transaction with what was made. */
  readonly note: NoteMade;
}

/** Where in its line a part begins. */
export interface PartPlace {
  /** 1 for the line's first part. */
  readonly number: number;
  readonly firstIndex: bigint;
  /** Null where the line starts with the part, and is written with one alphabet. */
  readonly registerBefore: Uint8Array | null;
}

export interface NewPart extends Pick<Runtime, "uuid"> {
  readonly order: AcceptedOrder;
  readonly place: PartPlace;
  readonly at: Date;
  readonly keyring: Keyring;
}

/** A part as it will be written: as requested. */
export interface PlannedPart {
  readonly part: Part;
  readonly record: StatusRecord;
  readonly purchase: Purchase | null;
  readonly note: NoteMade;
}

export function planPart(line: Line, { order, place, at, uuid, keyring }: NewPart): PlannedPart {
  const { size, seed, analysis, available, reachable, payment, digest: orderDigest } = order;
  const purchase = payment === null ? null : { id: uuid(), reference: payment, orderDigest };
  const id = uuid();
  const part: Part = {
    id,
    lineId: line.id,
    ...place,
    size,
    seed: null,
    seedWrapped: seed === null ? null : wrapSeed(id, seed, keyring),
    analysis,
    paymentId: purchase?.id ?? null,
    status: "requested",
    epoch: 0,
    progress: 0,
    register: null,
  };
  const record: StatusRecord = {
    partId: id,
    sequence: 1,
    status: "requested",
    at,
    available,
    reachable,
    progress: 0,
    rate: null,
    partial: null,
    checksum: null,
    errorCode: null,
    errorMessage: null,
  };
  return { part, record, purchase, note: order.note };
}

/**
 * Writes parts and spends their payments, inside the caller's transaction.
 *
 * @param before what the parts refer to, and is to be written with them.
 * @throws {ServiceError} `PAYMENT_USED`
 */
export async function writeParts(
  em: EntityManager,
  planned: readonly PlannedPart[],
  before: readonly RowsOf[] = [],
): Promise<void> {
  for (const { purchase } of planned) if (purchase !== null) await spendPayment(em, purchase);
  await insertTogether(em, [
    ...before,
    { entity: Part, rows: planned.map(({ part }) => part) },
    { entity: StatusRecord, rows: planned.map(({ record }) => record) },
  ]);
  for (const { part, note } of planned) await note(em, part.id);
}

/** What is shown of a part that was just written. */
export function plannedRecord({ part, record }: PlannedPart): PartRecord {
  const shown = recordOf(part, { records: [record], files: [] }, "current");
  if (shown === null) throw new Error(`The part ${part.id} has no record.`);
  return shown;
}
