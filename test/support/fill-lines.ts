import { randomBytes, randomUUID } from "node:crypto";
import { Customer } from "../../src/access/customer.entity.ts";
import { Session } from "../../src/access/session.entity.ts";
import { KEY_BYTES } from "../../src/generator/line/line.ts";
import { lineKeyOwner } from "../../src/production/records/generator-line.ts";
import { LedgerEntry } from "../../src/snapshot/ledger-entry.entity.ts";
import { shapeOf } from "../../src/production/records/line-shape.ts";
import { Line } from "../../src/production/records/line.entity.ts";
import { Part } from "../../src/production/records/part.entity.ts";
import { StatusRecord } from "../../src/production/records/status-record.entity.ts";
import { storageOf } from "./storage.ts";
import type { TestServer } from "./server.ts";

/** How the tokens of such lines are written. */
const WRITTEN = { alphabetChars: "⚀⚁⚂⚃⚄⚅", digits: 20, format: null };

/** What a line's row says, whoever has it. */
export const LINE = {
  ...WRITTEN,
  alphabetId: "DICE",
  shape: shapeOf(WRITTEN),
  generatorVersion: 1,
  keyWrapped: Buffer.from("x"),
};

/** What the row of a cancelled part says, wherever it is in its line. */
export const PART = {
  size: 1_000n,
  seed: null,
  analysis: "none",
  paymentId: null,
  status: "cancelled",
  progress: 0,
  registerBefore: null,
} as const;

/**
 * Adds cancelled lines beside the service, so that a test need not order thousands. The oldest comes first. Only with keys can tokens be looked
 * for in them.
 */
export async function fillLines(
  { place }: TestServer,
  sessionKey: string,
  count: number,
  { withKeys = false } = {},
): Promise<readonly string[]> {
  await using storage = await storageOf(place);
  const { em } = storage;
  const customer = await em.findOneOrFail(Customer, { status: "granted" });
  const session = await em.findOneOrFail(Session, { keyDigest: storage.keyring().digest("session-key", sessionKey) });
  const start = Date.UTC(2024, 0, 1);
  const ids = Array.from({ length: count }, () => randomUUID());
  const line = { ...LINE, sessionId: session.id, customerId: customer.id };
  const keyring = storage.keyring();
  const keyOf = (id: string) =>
    withKeys ? { keyWrapped: keyring.wrap(lineKeyOwner(id), randomBytes(KEY_BYTES)) } : {};
  const record = { available: 1n, reachable: 1n, progress: 0 };
  const rows = ids.map((id, at) => ({ id, at: new Date(start + at) }));
  await em.insertMany(
    Line,
    rows.map(({ id, at }) => ({ ...line, ...keyOf(id), id, requestedAt: at })),
  );
  if (withKeys)
    await em.insertMany(
      LedgerEntry,
      ids.map((lineId) => ({ lineId, nextIndex: 1_000n })),
    );
  await em.insertMany(
    Part,
    rows.map(({ id }) => ({ ...PART, id, lineId: id, number: 1, firstIndex: 0n })), // one id is as good as another
  );
  await em.insertMany(
    StatusRecord,
    rows.flatMap(({ id, at }) => [
      { ...record, at, partId: id, sequence: 1, status: "requested" } as const,
      { ...record, at, partId: id, sequence: 2, status: "cancelled" } as const,
    ]),
  );
  return ids;
}
