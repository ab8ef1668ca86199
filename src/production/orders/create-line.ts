import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import { FORMAT_VERSION, GENERATOR_VERSION, KEY_BYTES } from "../../generator/line/line.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { newEntries } from "../../snapshot/ledger.ts";
import { lineKeyOwner } from "../records/generator-line.ts";
import { Line } from "../records/line.entity.ts";
import { shapeOf } from "../records/line-shape.ts";
import { type AcceptedOrder, planPart, type PlannedPart, writeParts } from "./create-part.ts";

/** What it takes to write an order down. */
export interface WritingDeps {
  readonly keyring: Keyring;
  readonly runtime: Runtime;
}

/** A new line as it will be written, with a fresh key and its first part. */
export interface PlannedLine extends PlannedPart {
  readonly line: Line;
}

export function planLine(open: OpenSession, order: AcceptedOrder, { keyring, runtime }: WritingDeps): PlannedLine {
  const { session } = open;
  const id = runtime.uuid();
  const at = runtime.now();
  const line: Line = {
    id,
    sessionId: session.id,
    customerId: session.customerId,
    alphabetId: order.alphabetId,
    alphabetChars: order.alphabetChars,
    format: order.format,
    capacity: order.capacity,
    digits: order.digits,
    shape: shapeOf(order),
    generatorVersion: order.format === null ? GENERATOR_VERSION : FORMAT_VERSION,
    keyWrapped: keyring.wrap(lineKeyOwner(id), runtime.randomBytes(KEY_BYTES)),
    requestedAt: at,
    deletedAt: null,
  };
  const place = { number: 1, firstIndex: 0n, registerBefore: order.startRegister };
  return { line, ...planPart(line, { order, place, at, uuid: runtime.uuid, keyring }) };
}

/**
 * Writes new lines, their first parts as requested, the payments, and the lines' entries in the ledger. All of it happens inside the caller's
 * transaction, which holds the customer.
 *
 * @throws {ServiceError} `PAYMENT_USED`
 */
export async function writeLines(em: EntityManager, planned: readonly PlannedLine[]): Promise<void> {
  const entries = planned.map(({ line, part }) => ({ lineId: line.id, nextIndex: part.size }));
  await writeParts(em, planned, [{ entity: Line, rows: planned.map(({ line }) => line) }, newEntries(entries)]);
}
