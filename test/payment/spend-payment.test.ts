import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { ServiceError } from "../../src/errors.ts";
import { spendPayment } from "../../src/payment/spend-payment.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";

it.each(DIALECTS)(
  "spends a payment once, and takes no fault of the database for a second time: on %s",
  async (dialect) => {
    await using place = await newDatabase(dialect);
    const location = place.databaseUrl === undefined ? { file: join(place.dataDir, "db") } : { url: place.databaseUrl };
    const database = await startDatabase({ location, entities: ENTITIES });
    try {
      const em = database.em.fork();
      const reference = { transaction: randomUUID(), ident: "pi_1" };
      await spendPayment(em, { id: randomUUID(), reference, orderDigest: "a" });
      const again = spendPayment(em, {
        id: randomUUID(),
        reference: { ...reference, ident: "pi_2" },
        orderDigest: "a",
      });
      await expect(again).rejects.toMatchObject({ code: "PAYMENT_USED" });
      await em.getConnection().execute("alter table payment rename to payment_gone");
      const other = { id: randomUUID(), reference: { transaction: randomUUID(), ident: "pi_3" }, orderDigest: "a" };
      const fault = await spendPayment(em, other).catch((thrown: unknown) => thrown);
      expect(fault).toBeInstanceOf(Error);
      expect(fault).not.toBeInstanceOf(ServiceError);
    } finally {
      await database.stop();
    }
  },
);
