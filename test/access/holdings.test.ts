import { randomUUID } from "node:crypto";
import { expect, it, describe } from "vitest";
import { Customer } from "../../src/access/customer.entity.ts";
import { Holdings, refuseAbove } from "../../src/access/holdings.ts";
import { Session } from "../../src/access/session.entity.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";

describe.each(DIALECTS)("what customers hold, on %s", (dialect) => {
  it("is counted truly by services that do not know of each other", async () => {
    await using place = await newDatabase(dialect);
    await using storage = await storageOf(place);
    const customerId = randomUUID();
    await storage.em.insert(Customer, {
      id: customerId,
      agreement: "basic",
      status: "granted",
      usage: "permanent",
      createdAt: new Date(),
    });
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
