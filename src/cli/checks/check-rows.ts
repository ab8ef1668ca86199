import type { EntityManager } from "@mikro-orm/core";
import { sessionKeyOwner } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import { MasterKeyUse } from "../../access/master-key-use.entity.ts";
import { missingKey, neededKeys } from "../../access/open-keyring.ts";
import { Session } from "../../access/session.entity.ts";
import { PaymentIntent } from "../../payment/payment-intent.entity.ts";
import { secretOwner } from "../../payment/payments.ts";
import { Payment } from "../../payment/payment.entity.ts";
import { Part } from "../../production/records/part.entity.ts";
import { LedgerEntry } from "../../snapshot/ledger-entry.entity.ts";
import { Line } from "../../production/records/line.entity.ts";
import type { Check } from "./check.ts";
import { lineKeyProblems, opens } from "./key-problems.ts";
import { isAhead, ledgerProblems } from "./ledger-problems.ts";
import { fileProblems, paymentProblems, recordProblems } from "./part-problems.ts";
import { storedLines } from "./stored-line.ts";
import { Tally } from "./tally.ts";

const ROWS_AT_ONCE = 1_000;

/** What is stored, against itself and against the keys at hand. */
export async function checkRows(em: EntityManager, keyring: Keyring | null): Promise<Check[]> {
  const ledger = new Tally("ledger");
  const records = new Tally("records");
  const payments = new Tally("payments");
  const files = new Tally("files");
  const keys = new Tally("keys");
  let ahead = 0;
  for await (const stored of storedLines(em)) {
    ledger.count(ledgerProblems(stored));
    records.count(recordProblems(stored), stored.parts.length);
    payments.count(paymentProblems(stored), stored.parts.filter(({ payment }) => payment !== null).length);
    files.count(
      fileProblems(stored),
      stored.parts.reduce((sum, part) => sum + part.files.size, 0),
    );
    if (keyring !== null) keys.count(lineKeyProblems(stored, keyring));
    if (isAhead(stored)) ahead += 1;
  }
  ledger.count(await strayEntries(em), 0);
  payments.count(await strayPayments(em), 0);
  await countKeys(em, keyring, keys);
  const gone = ahead === 0 ? "" : `; ${ahead} went on elsewhere and wait for their newest snapshot`;
  return [
    ledger.check((lines) => `${lines} lines: no index is in two parts or still to come${gone}`),
    records.check((parts) => `${parts} parts: each record leads to its part's status`),
    payments.check((paid) => `${paid} payments: each is spent on one part, or free again`),
    files.check((found) => `${found} files: finished parts have theirs, and what is stored of them is unchanged`),
    keys.check((opened) => `${opened} sealed secrets: each opens by the keys at hand`),
  ];
}

async function countKeys(em: EntityManager, keyring: Keyring | null, keys: Tally): Promise<void> {
  const missing = missingKey(keyring, neededKeys(await em.find(MasterKeyUse, {})));
  if (missing !== undefined)
    keys.count(
      [`the master key with the id ${missing} is not at hand: set MASTER_KEY, or put master.key into the data folder`],
      0,
    );
  if (keyring === null) return;
  for await (const { id, keyWrapped } of each(em, Session))
    keys.count(
      opens(`the Session-Key of the session ${id}`, () => keyring.unwrap(sessionKeyOwner(id), keyWrapped).length > 0),
    );
  for await (const { id, clientSecretWrapped } of each(em, PaymentIntent)) {
    if (clientSecretWrapped !== null)
      keys.count(
        opens(
          `the client secret of the payment ${id}`,
          () => keyring.unwrap(secretOwner(id), clientSecretWrapped).length > 0,
        ),
      );
  }
}

/** Every line is in the ledger for good; an entry without a line is one that a customer may bring here. */
async function strayEntries(em: EntityManager): Promise<string[]> {
  const known = em.fork({ keepTransactionContext: true });
  const problems: string[] = [];
  for await (const { lineId, customerId } of each(known, LedgerEntry, "lineId")) {
    if (customerId === null && (await known.count(Line, { id: lineId })) === 0)
      problems.push(`the ledger knows the line ${lineId}, which is not there`);
  }
  return problems;
}

async function strayPayments(em: EntityManager): Promise<string[]> {
  const problems: string[] = [];
  for await (const { id, spent } of each(em, Payment)) {
    if (spent && (await em.fork({ keepTransactionContext: true }).count(Part, { paymentId: id })) !== 1)
      problems.push(`the payment ${id} is spent, but on no part`);
  }
  return problems;
}

/** All rows of a table, some at a time. */
async function* each<T extends object>(
  em: EntityManager,
  entity: new () => T,
  key = "id",
): AsyncGenerator<T, void, undefined> {
  for (let after: unknown = null; ;) {
    const where = (after === null ? {} : { [key]: { $gt: after } }) as object; // the key is the entity's own
    const rows = await em
      .fork({ keepTransactionContext: true })
      .find(entity, where, { orderBy: { [key]: "asc" } as object, limit: ROWS_AT_ONCE });
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = (rows.at(-1) as Record<string, unknown> | undefined)?.[key];
  }
}
