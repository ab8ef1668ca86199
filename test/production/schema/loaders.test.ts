import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Customer } from "../../../src/access/customer.entity.ts";
import type { OpenSession } from "../../../src/access/access.ts";
import { Keyring } from "../../../src/access/keyring.ts";
import { Session } from "../../../src/access/session.entity.ts";
import { readsOf } from "../../../src/database/replica/session-reads.ts";
import type { RequestContext } from "../../../src/graphql/request-context.ts";
import { Line } from "../../../src/production/records/line.entity.ts";
import { loadersOf } from "../../../src/production/schema/loaders.ts";
import { Part } from "../../../src/production/records/part.entity.ts";
import { keyOf } from "../../generator/support/lines.ts";
import { DIALECTS, newDatabase } from "../../support/databases.ts";
import { LINE, PART } from "../../support/fill-lines.ts";
import { type Storage, storageOf } from "../../support/storage.ts";

/** Writes lines with so many parts each. */
async function linesOf({ em }: Storage, counts: readonly number[]): Promise<string[]> {
  const [customerId, sessionId] = [randomUUID(), randomUUID()];
  await em.insert(Customer, {
    id: customerId,
    agreement: "basic",
    status: "granted",
    usage: "permanent",
    createdAt: new Date(),
  });
  await em.insert(Session, {
    id: sessionId,
    customerId,
    keyDigest: randomUUID(),
    keyWrapped: Buffer.from("x"),
    grantedAt: new Date(),
  });
  const ids = counts.map(() => randomUUID());
  const line = { ...LINE, sessionId, customerId, requestedAt: new Date() };
  await em.insertMany(
    Line,
    ids.map((id) => ({ ...line, id })),
  );
  for (const [at, lineId] of ids.entries()) {
    await em.insertMany(
      Part,
      Array.from({ length: counts[at] ?? 0 }, (_, before) => ({
        ...PART,
        id: randomUUID(),
        lineId,
        number: before + 1,
        firstIndex: 1_000n * BigInt(before),
      })),
    );
  }
  return ids;
}

describe.each(DIALECTS)("what lines have, read on %s", (dialect) => {
  it("is of their parts the newest 1,000, first to newest, of each line its own", async () => {
    await using place = await newDatabase(dialect);
    await using storage = await storageOf(place);
    const ids = await linesOf(storage, [1_003, 2, 1_000]);
    const { parts } = loadersOf({
      database: storage.database,
      reads: readsOf(storage.database),
      keyring: new Keyring([keyOf(1)]),
      sessionOf: () => Promise.resolve({} as OpenSession /* whoever it is, all is read by the database itself */),
    })({} as RequestContext /* only the place of what it keeps */);
    const found = await Promise.all(ids.map((id) => parts.load(id)));
    const [many, two, full] = found.map((each) => each.map(({ number }) => number));
    expect(many).toEqual(Array.from({ length: 1_000 }, (_, at) => at + 4));
    expect(two).toEqual([1, 2]);
    expect([full?.length, full?.[0]]).toEqual([1_000, 1]);
  });
});
