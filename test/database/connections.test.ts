import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StartedDatabase, startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { isPassingFault } from "../../src/lib/passing-fault.ts";
import { DIALECTS, newDatabase, type TestDatabase } from "../support/databases.ts";
import { flakyProxy } from "../support/flaky-proxy.ts";

/** More than any pool holds. */
const MANY = 15;

const DEFERRED = "create table child (parent integer references parent (id) deferrable initially deferred)";

describe.each(DIALECTS)("connections on %s", (dialect) => {
  let place: TestDatabase;
  let database: StartedDatabase;
  beforeAll(async () => {
    place = await newDatabase(dialect);
    database = await startDatabase({ location: locationOf(place), entities: ENTITIES });
    await run("create table parent (id integer primary key)");
    await run(DEFERRED);
  });
  afterAll(async () => {
    await database.stop();
    await place[Symbol.asyncDispose]();
  });

  const run = (sql: string) => database.em.getConnection().execute<{ known: string }[]>(sql);
  const orphan = () => database.em.fork().transactional((em) => em.execute("insert into child (parent) values (7)"));
  const children = async () => Number((await run("select count(*) as known from child"))[0]?.known);

  it("come back from a commit that fails, one after the other and many at once, and nothing of it stays", async () => {
    for (let times = 0; times < MANY; times += 1) await expect(orphan()).rejects.toThrow(/foreign key/i);
    const all = await Promise.allSettled(Array.from({ length: MANY }, orphan));
    expect(all.every(({ status }) => status === "rejected")).toBe(true);
    expect(await children()).toBe(0);
    await run("insert into parent (id) values (1)");
    await database.em.fork().transactional((em) => em.execute("insert into child (parent) values (1)"));
    expect(await children()).toBe(1);
  });

  it("come back from a transaction whose work fails, and from savepoints", async () => {
    const broken = () =>
      database.em.fork().transactional(async (em) => {
        await em.execute("insert into parent (id) values (2)");
        await em.transactional(async (inner) => inner.execute("insert into nowhere values (1)")).catch(() => undefined);
        await em.execute("insert into parent (id) values (3)");
        throw new Error("no more");
      });
    for (let times = 0; times < MANY; times += 1) await expect(broken()).rejects.toThrow("no more");
    expect(Number((await run("select count(*) as known from parent where id > 1"))[0]?.known)).toBe(0);
  });
});

describe("connections to PostgreSQL", () => {
  it("are replaced when their backends are terminated inside transactions, also right before the commit", async () => {
    await using place = await newDatabase("postgresql");
    const database = await startDatabase({ location: locationOf(place), entities: ENTITIES });
    const suicide = () =>
      database.em.fork().transactional((em) => em.execute("select pg_terminate_backend(pg_backend_pid())"));
    const beforeCommit = () =>
      database.em.fork().transactional(async (em) => {
        const [{ pid } = { pid: 0 }] = await em.execute<{ pid: number }[]>("select pg_backend_pid() as pid");
        await database.em.getConnection().execute(`select pg_terminate_backend(${String(pid)})`);
      });
    for (const work of [suicide, beforeCommit]) {
      for (let times = 0; times < MANY; times += 1)
        expect(isPassingFault(await work().catch((fault: unknown) => fault))).toBe(true);
    }
    const [{ known } = { known: 0 }] = await database.em
      .getConnection()
      .execute<{ known: number }[]>("select 1 as known");
    expect(known).toBe(1);
    expect(database.vitals.condition).toBe("well");
    await database.stop();
  });

  it("that hang become passing faults, and all come back", { timeout: 60_000 }, async () => {
    await using place = await newDatabase("postgresql");
    await using proxy = await flakyProxy(place.databaseUrl ?? "");
    const conditions: string[] = [];
    const database = await startDatabase({
      location: { url: proxy.url },
      entities: ENTITIES,
      patience: { connectMs: 500, statementMs: 500 },
      onCondition: (condition) => conditions.push(condition),
    });
    const select = () => database.em.getConnection().execute("select 1");
    const begin = () => database.em.fork().transactional((em) => em.execute("select 1"));
    await Promise.all([select(), select()]);
    for (const interrupt of [proxy.hang, proxy.cut]) {
      interrupt();
      const faults = await Promise.all(
        Array.from({ length: MANY }, (_, at) => (at % 2 === 0 ? select() : begin()).catch((fault: unknown) => fault)),
      );
      expect(faults.filter((fault) => !isPassingFault(fault))).toEqual([]);
      expect(database.vitals.condition).toBe("away");
      proxy.pass();
      await Promise.all(Array.from({ length: MANY }, begin));
      expect(database.vitals.condition).toBe("well");
    }
    expect(conditions).toEqual(["away", "well", "away", "well"]);
    await database.stop();
  });
});

describe("connections to SQLite", () => {
  it("go on reading when the file is full, and write again once there is room", async () => {
    await using place = await newDatabase("sqlite");
    const conditions: string[] = [];
    const database = await startDatabase({
      location: locationOf(place),
      entities: ENTITIES,
      onCondition: (condition) => conditions.push(condition),
    });
    const run = (sql: string) => database.em.getConnection().execute<Record<string, number>[]>(sql);
    const write = () =>
      database.em.fork().transactional((em) => em.execute("insert into big (bytes) values (zeroblob(100000))"));
    await run("create table big (bytes blob)");
    const [{ page_count: pages = 0 } = {}] = await run("pragma page_count");
    await run(`pragma max_page_count = ${pages + 2}`);
    for (let times = 0; times < MANY; times += 1)
      expect(await write().catch((fault: unknown) => fault)).toSatisfy(isPassingFault);
    expect(await run("select count(*) as known from big")).toEqual([{ known: 0 }]);
    expect(database.vitals.condition).toBe("read-only");
    await run("pragma max_page_count = 100000");
    await write();
    expect(conditions).toEqual(["read-only", "well"]);
    await database.stop();
  });

  it("wait for another process's lock without holding up the process or the readers, in transactions that read first, too", async () => {
    await using place = await newDatabase("sqlite");
    const database = await startDatabase({ location: locationOf(place), entities: ENTITIES });
    await database.em.getConnection().execute("create table known (id integer)");
    const other = locked(place);
    let isFree = false;
    const writes = [
      database.em.fork().transactional(async (em) => {
        await em.execute("select * from known");
        await em.execute("insert into known values (1)");
        expect(isFree).toBe(true);
      }),
      database.em.getConnection().execute("insert into known values (2)"),
    ];
    for (let turns = 0; turns < 20; turns += 1) {
      await new Promise(setImmediate);
      expect(await database.em.getConnection().execute("select * from known")).toEqual([]);
    }
    isFree = true;
    other.exec("rollback");
    await Promise.all(writes);
    other.close();
    expect(await database.em.getConnection().execute("select id from known order by id")).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
    await database.stop();
  });

  it(
    "give up together on a lock that is held for longer than 5 s, however many wait",
    { timeout: 20_000 },
    async () => {
      await using place = await newDatabase("sqlite");
      const database = await startDatabase({ location: locationOf(place), entities: ENTITIES });
      await database.em.getConnection().execute("create table known (id integer)");
      const other = locked(place);
      const startedMs = performance.now();
      const faults = await Promise.all(
        Array.from({ length: MANY }, () =>
          database.em
            .getConnection()
            .execute("insert into known values (1)")
            .catch((fault: unknown) => fault),
        ),
      );
      expect(faults.every(isPassingFault)).toBe(true);
      expect(performance.now() - startedMs).toBeLessThan(12_000);
      other.close();
      await database.em.getConnection().execute("insert into known values (1)");
      await database.stop();
    },
  );
});

/** Another process's connection, in a transaction that writes. */
function locked(place: TestDatabase): Sqlite.Database {
  const other = new Sqlite(join(place.dataDir, "tokenworks.db"));
  other.exec("begin immediate");
  return other;
}

function locationOf(place: TestDatabase) {
  return place.databaseUrl === undefined ? { file: join(place.dataDir, "tokenworks.db") } : { url: place.databaseUrl };
}
