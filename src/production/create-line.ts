import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../access/access.ts";
import type { Keyring } from "../access/keyring.ts";
import type { NamedAlphabet } from "../alphabet/alphabets.ts";
import { GENERATOR_VERSION, KEY_BYTES } from "../generator/line.ts";
import type { Runtime } from "../lib/runtime.ts";
import type { PaymentReference } from "../payment/provider.ts";
import { spendPayment } from "../payment/spend-payment.ts";
import { openLedger } from "../snapshot/ledger.ts";
import type { CheckedOrder } from "./check-order.ts";
import { lineKeyOwner } from "./generator-line.ts";
import { Line } from "./line.entity.ts";
import { type AnalysisLevel, Part } from "./part.entity.ts";
import { StatusRecord } from "./status-record.entity.ts";

/** An order that has passed every check. */
export interface AcceptedOrder extends Pick<CheckedOrder, "size" | "available" | "reachable"> {
  readonly alphabet: NamedAlphabet;
  readonly digits: number;
  readonly seed: string | null;
  readonly analysis: AnalysisLevel;
  readonly payment: PaymentReference | null;
}

/**
 * Writes a new line with a fresh key, its first part as requested, the payment and the ledger's entry, inside the caller's transaction.
 *
 * @throws {ServiceError} `PAYMENT_USED`
 */
export async function createLine(
  em: EntityManager,
  { session }: OpenSession,
  order: AcceptedOrder,
  { keyring, runtime }: { keyring: Keyring; runtime: Runtime },
): Promise<{ line: Line; part: Part }> {
  const id = runtime.uuid();
  const at = runtime.now();
  const paymentId = order.payment && runtime.uuid();
  if (paymentId !== null && order.payment) await spendPayment(em, paymentId, order.payment);
  const line = em.create(Line, {
    id,
    sessionId: session.id,
    customerId: session.customerId,
    alphabetId: order.alphabet.id,
    alphabetChars: order.alphabet.alphabet.chars,
    digits: order.digits,
    generatorVersion: GENERATOR_VERSION,
    keyWrapped: keyring.wrap(lineKeyOwner(id), runtime.randomBytes(KEY_BYTES)),
    requestedAt: at,
  });
  const { size, seed, analysis, available, reachable } = order;
  const part = em.create(Part, { id: runtime.uuid(), lineId: id, number: 1, firstIndex: 0n, size, seed, analysis, paymentId, status: "requested", progress: 0 });
  em.create(StatusRecord, { partId: part.id, sequence: 1, status: "requested", at, available, reachable, progress: 0 });
  await em.flush();
  await openLedger(em, id, size);
  return { line, part };
}
