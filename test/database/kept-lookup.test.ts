import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptLookup } from "../../src/database/kept-lookup.ts";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";
import { shared } from "../support/shared.ts";

const NAMES = ["0001-first-tables", "0002-further-parts"] as const;

const byName = keptLookup<{ readonly name: string }>({
  select: (_dialect, condition) => `select name from mikro_orm_migrations where ${condition}`,
  column: "name",
  type: "text",
  keyOf: ({ name }) => name,
});

describe.each(DIALECTS)("rows that are looked up by a key, on %s", (dialect) => {
  const statements: string[] = [];
  const place = shared(() => newDatabase(dialect));
  const database = shared(async () => {
    const { dataDir, databaseUrl } = place;
    const location = databaseUrl === undefined ? { file: join(dataDir, "tokenworks.db") } : { url: databaseUrl };
    const started = await startDatabase({
      location,
      entities: ENTITIES,
      onStatement: (statement) => statements.push(statement),
    });
    return { em: started.em, [Symbol.asyncDispose]: () => started.stop() };
  });
  const [first, second] = NAMES;

  it("are each found by their own key, however many are asked for at once", async () => {
    const found = await Promise.all([second, "none", first, second].map((name) => byName(database.em, name)));
    expect(found.map((row) => row?.name)).toEqual([second, undefined, first, second]);
  });

  it("take one statement for all that are asked for in one turn of the event loop", async () => {
    statements.length = 0;
    await Promise.all([first, second, first].map((name) => byName(database.em, name)));
    expect(statements).toHaveLength(1);
    await byName(database.em, first);
    expect(statements).toHaveLength(2);
  });

  it("are seen as the transaction sees them that asks", async () => {
    const undone = new Error("undone");
    const inTransaction = database.em.fork().transactional(async (em) => {
      await em.execute("delete from mikro_orm_migrations where name = ?", [first]);
      expect(await byName(em, first)).toBeUndefined();
      throw undone;
    });
    await expect(inTransaction).rejects.toBe(undone);
    expect(await byName(database.em, first)).toBeDefined();
  });
});
