import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import { insertKept } from "../../database/kept-write.ts";
import { GENERATOR_VERSION, KEY_BYTES } from "../../generator/line/line.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { openLedger } from "../../snapshot/ledger.ts";
import { lineKeyOwner } from "../records/generator-line.ts";
import { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { type AcceptedOrder, createPart } from "./create-part.ts";
import { refuseFurtherLine } from "./refuse-further-line.ts";

/** What it takes to write an order down. */
export interface WritingDeps {
  readonly keyring: Keyring;
  readonly runtime: Runtime;
}

/**
 * Writes a new line with a fresh key, its first part as requested, the payment, and the line's entry in the ledger. All of it happens inside the
 * caller's transaction, which holds the customer.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED` or `PAYMENT_USED`
 */
export async function createLine(
  em: EntityManager,
  open: OpenSession,
  order: AcceptedOrder,
  { keyring, runtime }: WritingDeps,
): Promise<{ line: Line; part: Part }> {
  await refuseFurtherLine(em, open);
  const { session } = open;
  const id = runtime.uuid();
  const at = runtime.now();
  const line: Line = {
    id,
    sessionId: session.id,
    customerId: session.customerId,
    alphabetId: order.alphabetId,
    alphabetChars: order.chars,
    digits: order.digits,
    generatorVersion: GENERATOR_VERSION,
    keyWrapped: keyring.wrap(lineKeyOwner(id), runtime.randomBytes(KEY_BYTES)),
    requestedAt: at,
    deletedAt: null,
  };
  await insertKept(em, Line, line);
  await openLedger(em, id, order.size);
  const place = { number: 1, firstIndex: 0n, registerBefore: null };
  return { line, part: await createPart(em, line, { order, place, at, uuid: runtime.uuid, keyring }) };
}
