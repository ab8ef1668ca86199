import { join } from "node:path";
import { MikroORM, type Options } from "@mikro-orm/core";
import { expect, it, describe } from "vitest";
import { type Location, profileOf } from "../../src/database/profile.ts";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { DIALECTS, newDatabase, type TestDatabase } from "../support/databases.ts";

describe.each(DIALECTS)("a database on %s", (dialect) => {
  it("has exactly the tables that the entities describe, once migrated", async () => {
    await using place = await newDatabase(dialect);
    const database = await startDatabase({ location: locationOf(place), entities: ENTITIES });
    expect(database.isNew).toBe(true);
    await database.stop();
    const orm = new MikroORM({ ...profileOf(locationOf(place)).options, entities: [...ENTITIES] } as Options);
    await orm.connect();
    expect(await orm.schema.getUpdateSchemaSQL({ safe: false, dropTables: false })).toBe("");
    await orm.close();
  });

  it("opens again as it was left", async () => {
    await using place = await newDatabase(dialect);
    const first = await startDatabase({ location: locationOf(place), entities: ENTITIES });
    await first.stop();
    const second = await startDatabase({ location: locationOf(place), entities: ENTITIES });
    expect(second.isNew).toBe(false);
    await second.stop();
  });

  it("refuses a database that a newer version has migrated", async () => {
    await using place = await newDatabase(dialect);
    const database = await startDatabase({ location: locationOf(place), entities: ENTITIES });
    await database.em
      .getConnection()
      .execute("insert into mikro_orm_migrations (name) values ('9999-from-the-future')");
    await database.stop();
    await expect(startDatabase({ location: locationOf(place), entities: ENTITIES })).rejects.toThrow(
      /newer version of Tokenworks.*9999-from-the-future/,
    );
  });
});

it("writes to SQLite with a full sync and foreign keys on, when opened again too", async () => {
  await using place = await newDatabase("sqlite");
  await (await startDatabase({ location: locationOf(place), entities: ENTITIES })).stop();
  const database = await startDatabase({ location: locationOf(place), entities: ENTITIES });
  const pragma = (name: string) => database.em.getConnection().execute(`pragma ${name}`, [], "get");
  expect(await pragma("synchronous")).toEqual({ synchronous: 2 });
  expect(await pragma("journal_mode")).toEqual({ journal_mode: "wal" });
  expect(await pragma("foreign_keys")).toEqual({ foreign_keys: 1 });
  await database.stop();
});

it("says that a database cannot be reached, without its address", async () => {
  const opening = startDatabase({ location: { url: "postgres://user:secret@127.0.0.1:1/none" }, entities: ENTITIES });
  await expect(opening).rejects.toThrow(
    "The database cannot be opened: check that DATABASE_URL or DATA_DIR is right and reachable.",
  );
});

function locationOf(place: TestDatabase): Location {
  return place.databaseUrl === undefined ? { file: join(place.dataDir, "tokenworks.db") } : { url: place.databaseUrl };
}
