import type { Keyring } from "../../access/keyring.ts";
import type { Database } from "../../database/start-database.ts";
import { Part } from "./part.entity.ts";
import { wrapSeed } from "./seed.ts";

/** Parts in one transaction. */
const BATCH = 500;

/**
 * Wraps the seeds that an earlier version has stored in the clear, batch after batch: stopped at any point, the next start goes on.
 *
 * @returns how many there were.
 */
export async function sealSeeds(database: Database, keyring: Keyring): Promise<number> {
  let sealed = 0;
  for (let after = ""; ;) {
    const parts = await database.em
      .fork()
      .find(
        Part,
        { seed: { $ne: null }, ...(after && { id: { $gt: after } }) },
        { fields: ["id", "seed"], orderBy: { id: "asc" }, limit: BATCH },
      );
    await database.em.fork().transactional(async (em) => {
      for (const { id, seed } of parts)
        await em.nativeUpdate(Part, { id, seed }, { seedWrapped: wrapSeed(id, seed ?? "", keyring), seed: null });
    });
    sealed += parts.length;
    after = parts.at(-1)?.id ?? "";
    if (parts.length < BATCH) return sealed;
  }
}
