import { randomUUID } from "node:crypto";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { expect, it, describe } from "vitest";
import { Customer } from "../../src/access/customer.entity.ts";
import { Holdings, refuseAbove } from "../../src/access/holdings.ts";
import { Session } from "../../src/access/session.entity.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";

describe.each(DIALECTS)("what customers hold, on %s", (dialect) => {
  it("is told with how many lines were ever opened, whatever was undone", async () => {
    await using place = await newDatabase(dialect);
    await using storage = await storageOf(place);
    const customerId = await newCustomer(storage.em);
    const services = Array.from({ length: 4 }, () => new Holdings(storage.database));
    const opened = await Promise.all(
      services.map((holdings) => holdings.addLines(customerId, 5, (_em, ever) => Promise.resolve(ever))),
    );
    expect(opened.toSorted((a, b) => a - b)).toEqual([5, 10, 15, 20]);
    const [holdings] = services;
    const undone = holdings?.addLines(customerId, 7, () => Promise.reject(new Error("refused")));
    await expect(undone).rejects.toThrow("refused");
    expect(await holdings?.addLines(customerId, 1, (_em, ever) => Promise.resolve(ever))).toBe(21);
  });

  it("is counted truly by services that do not know of each other", async () => {
    await using place = await newDatabase(dialect);
    await using storage = await storageOf(place);
    const customerId = await newCustomer(storage.em);
    const services = Array.from({ length: 8 }, () => new Holdings(storage.database));
    const opened = await Promise.allSettled(
      services.map((holdings) =>
        holdings.add(customerId, async (em) => {
          const held = await em.count(Session, { customerId });
          for (let n = 0; n < 50; n += 1) await em.count(Customer); // time enough for the others to count, too, if nothing held them back
          refuseAbove({ what: "open sessions", held, added: 1, quota: 3, remedy: "Close sessions first." });
          await em.insert(Session, {
            id: randomUUID(),
            customerId,
            keyDigest: randomUUID(),
            keyWrapped: Buffer.from("x"),
            grantedAt: new Date(),
          });
        }),
      ),
    );
    expect(opened.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await storage.em.count(Session)).toBe(3);
  });
});

async function newCustomer(em: SqlEntityManager): Promise<string> {
  const id = randomUUID();
  await em.insert(Customer, { id, agreement: "basic", status: "granted", usage: "permanent", createdAt: new Date() });
  return id;
}
