import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Payment } from "../../src/payment/payment.entity.ts";
import { Client, type Money, newPayment } from "../support/graphql-client.ts";
import { DIALECTS, newDatabase, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { variablesOf } from "../support/service.ts";
import { storageOf } from "../support/storage.ts";

const DIE = fileURLToPath(new URL("./support/die-after-write.mjs", import.meta.url));
const CONTINUE = "mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }";
/** Of the writes of one continuation, its commit and the job's first ones included. */
const WRITES = [1, 2, 3, 4, 5, 6, 7, 8, 10];

interface Order {
  readonly id: string;
  readonly size: string;
  readonly snapshot: string;
  readonly payment: Money;
}

describe.each(DIALECTS)("a service that is killed while it continues a line, on %s", (dialect) => {
  it(
    "has either continued it or not, whichever write was the last, and the same order makes it whole",
    { timeout: 120_000 },
    async () => {
      await using place = await newDatabase(dialect);
      const { sessionKey, orders } = await linesToContinue(place);
      const signals: unknown[] = [];
      for (const [at, order] of orders.entries())
        signals.push(await dieAfterWrite(WRITES[at] ?? 0, { place, sessionKey, order }));
      expect(signals).toEqual(WRITES.map(() => "SIGKILL"));

      await using server = await newServer(dialect, { place });
      await using storage = await storageOf(place);
      const client = Client.of(server.url, sessionKey);
      for (const order of orders) {
        const before = await storage.parts(order.id);
        expect(await storage.ledger(order.id)).toBe(before.reduce((sum, { size }) => sum + size, 0n));
        expect(await storage.em.count(Payment, { ident: order.payment.ident })).toBe(before.length - 1);
        await client.ask(CONTINUE, { input: order });
        const { checksum } = await client.reached(order.id, "finished");
        expect(
          (await storage.parts(order.id)).map(({ number, firstIndex, size }) => [number, firstIndex, size]),
        ).toEqual([
          [1, 0n, 4_000n],
          [2, 4_000n, 3_776n],
        ]);
        expect(checksum).toBe("0".repeat(70));
      }
    },
  );
});

/** Half a line for each of the writes. */
async function linesToContinue(place: TestDatabase): Promise<{ sessionKey: string; orders: Order[] }> {
  await using server = await newServer(place.databaseUrl === undefined ? "sqlite" : "postgresql", { place });
  const client = await Client.open(server.url);
  const orders: Order[] = [];
  for (const _ of WRITES) {
    const id = await client.ordered({ alphabet: "DICE", digits: 5, size: "4000" });
    await client.reached(id, "finished");
    orders.push({ id, size: "3776", snapshot: await client.snapshot(id), payment: newPayment() });
  }
  return { sessionKey: client.sessionKey, orders };
}

async function dieAfterWrite(
  write: number,
  { place, sessionKey, order }: { place: TestDatabase; sessionKey: string; order: Order },
): Promise<unknown> {
  const variables = {
    ...variablesOf(place),
    WORKERS: "1",
    LAST_WRITE: String(write),
    SESSION_KEY: sessionKey,
    BODY: JSON.stringify({ query: CONTINUE, variables: { input: order } }),
  };
  const child = spawn(process.execPath, [DIE], {
    env: { PATH: process.env["PATH"] ?? "", ...variables },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [, signal] = (await once(child, "close")) as [unknown, unknown]; // the event's code and signal
  return signal;
}
