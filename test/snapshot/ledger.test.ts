import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { adoptLine, moveLedger, readLedger } from "../../src/snapshot/ledger.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";

it.each(DIALECTS)("adopts a line, moves it forward only, and leaves it whose it was: on %s", async (dialect) => {
  await using place = await newDatabase(dialect);
  const location = place.databaseUrl === undefined ? { file: join(place.dataDir, "db") } : { url: place.databaseUrl };
  const database = await startDatabase({ location, entities: ENTITIES });
  try {
    const [lineId, first, second] = [randomUUID(), randomUUID(), randomUUID()];
    const adopt = (customerId: string, nextIndex: bigint) =>
      database.em.fork().transactional((em) => adoptLine(em, { lineId, customerId, nextIndex }));
    const entry = () => readLedger(database.em.fork(), lineId, "unlocked");
    expect(await adopt(first, 100n)).toBeNull();
    expect(await entry()).toMatchObject({ nextIndex: 100n, customerId: first });
    for (const index of [100n, 99n]) expect(await adopt(second, index)).toBe(100n);
    expect(await entry()).toMatchObject({ nextIndex: 100n, customerId: first });
    expect(await adopt(second, 2n ** 70n)).toBe(100n);
    expect(await entry()).toMatchObject({ nextIndex: 2n ** 70n, customerId: first });
    expect(await moveLedger(database.em.fork(), lineId, { from: 100n, to: 101n })).toBe(false);
  } finally {
    await database.stop();
  }
});
