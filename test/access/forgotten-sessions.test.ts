import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Customer } from "../../src/access/customer.entity.ts";
import { Session } from "../../src/access/session.entity.ts";
import { PaymentIntent } from "../../src/payment/payment-intent.entity.ts";
import { Line } from "../../src/production/records/line.entity.ts";
import { Client } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS } from "../support/databases.ts";
import { graphql } from "../support/graphql.ts";
import { API_KEY, newServer, type TestServer } from "../support/server.ts";

/** Writes revoked sessions beside the service, one second after the other; answers their ids. */
async function revoked({ place }: TestServer, { from, count }: { from: number; count: number }): Promise<string[]> {
  await using storage = await storageOf(place);
  const { em } = storage;
  const keyring = storage.keyring();
  const { id: customerId } = await em.findOneOrFail(Customer, { status: "granted" });
  const ids = Array.from({ length: count }, () => randomUUID());
  await em.insertMany(
    Session,
    ids.map((id, at) => ({
      id,
      customerId,
      keyDigest: randomUUID(),
      keyWrapped: keyring.wrap(`session:${id}`, Buffer.from(randomUUID())),
      grantedAt: new Date(from),
      revokedAt: new Date(from + 1_000 * at),
    })),
  );
  return ids;
}

describe.each(DIALECTS)("sessions that were revoked long ago, on %s", (dialect) => {
  it("are forgotten once 1,000 newer ones are there, unless a line or a payment names them; their Idempotency-Keys open no other", async () => {
    await using server = await newServer(dialect);
    const open = (key: string) =>
      graphql(server.url, "mutation ($key: String) { openSession(idempotencyKey: $key) { key } }", {
        headers: { "Api-Key": API_KEY },
        variables: { key },
      });
    const close = (id: string) =>
      Client.of(server.url, id).codes("mutation ($id: UUID!) { closeSession(key: $id) { id } }", { id });
    const [oldest = "", paying = "", ...older] = await revoked(server, { from: Date.UTC(2024, 0, 1), count: 1_004 });
    await using storage = await storageOf(server.place);
    const { customerId } = await storage.em.findOneOrFail(Session, oldest);
    await storage.em.insert(Line, {
      id: randomUUID(),
      sessionId: oldest,
      customerId,
      alphabetId: "DICE",
      alphabetChars: "⚀⚁⚂⚃⚄⚅",
      digits: 20,
      generatorVersion: 1,
      keyWrapped: null,
      requestedAt: new Date(),
      deletedAt: new Date(),
    });
    await storage.em.insert(PaymentIntent, {
      id: randomUUID(),
      ident: "pi_1",
      customerId,
      sessionId: paying,
      amount: 1n,
      currency: "EUR",
      status: "paid",
      clientSecretWrapped: null,
      createdAt: new Date(),
    });
    const key = randomUUID();
    const { key: id } = ((await open(key)).data as unknown as { openSession: { key: string } }).openSession;
    expect(await close(id)).toEqual([]);
    const left = async (ids: readonly string[]) =>
      new Set((await storage.em.find(Session, { id: { $in: [...ids] } }, { fields: ["id"] })).map((found) => found.id));
    expect(
      await left([oldest, paying, ...older]),
      "1,000, the one that was closed now among them, and those with a line and a payment",
    ).toEqual(new Set([oldest, paying, ...older.slice(3)]));

    expect((await open(key)).data).toEqual({ openSession: { key: id } });
    await revoked(server, { from: Date.now() + 60_000, count: 999 });
    expect(await close((await Client.open(server.url)).sessionKey)).toEqual([]);
    await revoked(server, { from: Date.now() + 60_000, count: 1 });
    expect(await close((await Client.open(server.url)).sessionKey)).toEqual([]);
    expect((await open(key)).errors).toMatchObject([
      {
        message:
          "The session that this Idempotency-Key has opened was closed and is forgotten; a new one needs a new key.",
        extensions: { code: "NOT_FOUND", field: "Idempotency-Key" },
      },
    ]);
    expect(await left([oldest, paying])).toEqual(new Set([oldest, paying]));
  });
});
