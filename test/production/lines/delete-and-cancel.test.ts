import { describe, expect, it } from "vitest";
import { AGREEMENTS } from "../../../src/access/agreement.ts";
import { Session } from "../../../src/access/session.entity.ts";
import { systemRuntime } from "../../../src/lib/runtime.ts";
import { changeStatus } from "../../../src/production/records/change-status.ts";
import { planLine, writeLines } from "../../../src/production/orders/create-line.ts";
import type { Status } from "../../../src/production/records/status.ts";
import { Payment } from "../../../src/payment/payment.entity.ts";
import { DIALECTS } from "../../support/databases.ts";
import { type Money, newPayment } from "../../support/graphql-client.ts";
import { shared, sharedClient, sharedServer } from "../../support/shared.ts";
import { storageOf } from "../../support/storage.ts";

/** How a part comes to each status that a client can meet it at. */
const PATHS: Readonly<Record<Exclude<Status, "deleted">, readonly Status[]>> = {
  requested: [],
  started: ["started"],
  ended: ["started", "ended"],
  finished: ["started", "ended", "finished"],
  analyzed: ["started", "ended", "finished", "analyzed"],
  failed: ["started", "failed"],
  cancelled: ["cancelled"],
};
const STATUSES = Object.keys(PATHS) as (keyof typeof PATHS)[];
const PAYS_AGAIN: readonly Status[] = ["requested", "started", "failed", "cancelled"];

describe.each(DIALECTS)("leaving a line on %s", (dialect) => {
  const server = sharedServer(dialect);
  const storage = shared(() => storageOf(server.place));
  const client = sharedClient(server);

  /** Written beside the service, whose queue knows nothing of it: the part stands where the test has put it. */
  async function lineAt(status: keyof typeof PATHS, payment: Money): Promise<string> {
    const session = await storage.em.findOneOrFail(Session, { revokedAt: null });
    const order = {
      alphabetId: "LOWER_LATIN",
      alphabetChars: "abcdefghijklmnopqrstuvwxyz",
      format: null,
      capacity: null,
      startRegister: null,
      digits: 12,
      size: 1_000n,
      available: 26n ** 12n,
      reachable: 1_000n,
      seed: null,
      analysis: "none",
      payment,
      digest: "",
      note: () => Promise.resolve(),
    } as const;
    const deps = { keyring: storage.keyring(), runtime: systemRuntime };
    const open = { session, key: client.sessionKey, agreement: AGREEMENTS.unlimited };
    const planned = planLine(open, order, deps);
    const { line, part } = planned;
    await storage.em.transactional((em) => writeLines(em, [planned]));
    for (const to of PATHS[status])
      await storage.em.transactional((em) => changeStatus(em, part, { to, at: new Date() }));
    return line.id;
  }

  it.each(STATUSES)(
    "deletes a line that is %s: its record answers once more, its key is destroyed, and it is gone",
    async (status) => {
      const id = await lineAt(status, newPayment());
      const before = await client.status(id);
      const { data } = await client.delete(id);
      const { status: shown } = (
        data as unknown as { deleteTokens: { status: { status: string; timestamps: Record<string, unknown> } } }
      ).deleteTokens;
      expect(shown).toEqual({
        ...before,
        status: "DELETED",
        timestamps: { ...before?.timestamps, deleted: expect.any(String) as string },
      });
      expect(await client.status(id)).toBeNull();
      expect((await client.delete(id)).errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
      expect(await storage.line(id)).toMatchObject({ keyWrapped: null, deletedAt: expect.any(Date) as Date });
      expect((await storage.records(id)).map((record) => record.status)).toEqual([
        "requested",
        ...PATHS[status],
        "deleted",
      ]);
    },
  );

  it.each(STATUSES)(
    "gives payment and indexes of a line deleted when %s back only where no token was shown",
    async (status) => {
      const payment = newPayment();
      const id = await lineAt(status, payment);
      await client.delete(id);
      const paysAgain = PAYS_AGAIN.includes(status);
      expect(await storage.ledger(id)).toBe(paysAgain ? 0n : 1_000n);
      expect((await client.order({ payment })).errors.map(({ extensions }) => extensions.code)).toEqual(
        paysAgain ? [] : ["PAYMENT_USED"],
      );
    },
  );

  it.each(["requested", "started"] as const)(
    "cancels a line that is %s: its payment is free and its indexes are back",
    async (status) => {
      const payment = newPayment();
      const id = await lineAt(status, payment);
      expect((await client.cancel(id)).errors).toEqual([]);
      expect(await client.status(id)).toMatchObject({
        status: "CANCELLED",
        files: [],
        timestamps: { cancelled: expect.any(String) as string },
      });
      expect(await storage.ledger(id)).toBe(0n);
      expect(await storage.em.count(Payment, { ident: payment.ident, spent: true })).toBe(0);
      expect((await client.order({ payment })).errors).toEqual([]);
      expect((await client.data(id)).status).toBe(404);
    },
  );

  it.each(["ended", "finished", "analyzed", "failed", "cancelled"] as const)(
    "does not cancel a line that is %s",
    async (status) => {
      const payment = newPayment();
      const id = await lineAt(status, payment);
      const before = await client.status(id);
      expect((await client.cancel(id)).errors).toMatchObject([
        {
          message: `The production is ${status}; it cannot become cancelled.`,
          extensions: { code: "STATUS_CONFLICT" },
        },
      ]);
      expect(await client.status(id)).toEqual(before);
      expect((await client.order({ payment })).errors.map(({ extensions }) => extensions.code)).toEqual(
        PAYS_AGAIN.includes(status) ? [] : ["PAYMENT_USED"],
      );
    },
  );

  it("refuses a payment whose transaction or whose intent is spent already, and keeps nothing of the order", async () => {
    const payment = newPayment();
    await lineAt("requested", payment);
    const lines = () => client.ask<{ productionLines: { totalCount: number } }>("{ productionLines { totalCount } }");
    const before = await lines();
    for (const other of [
      { ...newPayment(), transaction: payment.transaction },
      { ...newPayment(), ident: payment.ident },
      { ...payment, transaction: payment.transaction.toUpperCase() },
    ]) {
      expect((await client.order({ payment: other })).errors).toMatchObject([
        { extensions: { code: "PAYMENT_USED", field: "payment" } },
      ]);
    }
    expect(await lines()).toEqual(before);
  });
});
