import type { EntityManager } from "@mikro-orm/core";
import type { NoteMade } from "../../access/idempotency-keys.ts";
import type { Keyring } from "../../access/keyring.ts";
import { insertKept } from "../../database/kept-write.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import { spendPayment } from "../../payment/spend-payment.ts";
import type { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
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
  /** Null where the line starts with the part. */
  readonly registerBefore: Uint8Array | null;
}

export interface NewPart extends Pick<Runtime, "uuid"> {
  readonly order: AcceptedOrder;
  readonly place: PartPlace;
  readonly at: Date;
  readonly keyring: Keyring;
}

/**
 * Writes a part as requested and spends its payment, inside the caller's transaction.
 *
 * @throws {ServiceError} `PAYMENT_USED`
 */
export async function createPart(
  em: EntityManager,
  line: Line,
  { order, place, at, uuid, keyring }: NewPart,
): Promise<Part> {
  const { size, seed, analysis, available, reachable } = order;
  const paymentId = await spend(em, order, uuid);
  const id = uuid();
  const seedWrapped = seed === null ? null : wrapSeed(id, seed, keyring);
  const part: Part = {
    id,
    lineId: line.id,
    ...place,
    size,
    seed: null,
    seedWrapped,
    analysis,
    paymentId,
    status: "requested",
    epoch: 0,
    progress: 0,
    register: null,
  };
  await insertKept(em, Part, part);
  const record = { partId: id, sequence: 1, status: "requested", at, available, reachable, progress: 0 } as const;
  await insertKept(em, StatusRecord, record);
  await order.note(em, id);
  return part;
}

/** @returns the id of the spent payment; null for an order that needs none. */
async function spend(
  em: EntityManager,
  { payment, digest }: AcceptedOrder,
  uuid: Runtime["uuid"],
): Promise<string | null> {
  if (payment === null) return null;
  const id = uuid();
  await spendPayment(em, { id, reference: payment, orderDigest: digest });
  return id;
}
