import type { EntityManager } from "@mikro-orm/core";
import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import type { NamedAlphabet } from "../../alphabet/alphabets.ts";
import { GENERATOR_VERSION, KEY_BYTES } from "../../generator/line/line.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { openLedger } from "../../snapshot/ledger.ts";
import { type AcceptedOrder, createPart } from "./create-part.ts";
import { lineKeyOwner } from "../records/generator-line.ts";
import { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { refuseFurtherLine } from "./refuse-further-line.ts";

/** An order of a first part that has passed every check. */
export interface NewLine extends AcceptedOrder {
  readonly alphabet: NamedAlphabet;
  readonly digits: number;
}

/**
 * Writes a new line with a fresh key, its first part as requested, the payment and the ledger's entry, inside the caller's transaction, which
 * holds the customer.
 *
 * @throws {ServiceError} `QUOTA_EXCEEDED` or `PAYMENT_USED`
 */
export async function createLine(
  em: EntityManager,
  open: OpenSession,
  order: NewLine,
  { keyring, runtime }: { keyring: Keyring; runtime: Runtime },
): Promise<{ line: Line; part: Part }> {
  await refuseFurtherLine(em, open);
  const { session } = open;
  const id = runtime.uuid();
  const at = runtime.now();
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
  await em.flush();
  await openLedger(em, id, order.size);
  const part = await createPart(em, line, {
    order,
    place: { number: 1, firstIndex: 0n, registerBefore: null },
    at,
    uuid: runtime.uuid,
    keyring,
  });
  return { line, part };
}
