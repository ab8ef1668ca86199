import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WalCheckpoints } from "../../src/database/wal/wal-checkpoints.ts";
import { SqliteConnections } from "../../src/database/sqlite-connections.ts";
import { Vitals } from "../../src/database/vitals.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";

const SMALL = 1_000;
const LARGE = 3_000_000;

describe("a checkpoint of SQLite's log", () => {
  let folder: string;
  let file: string;
  let connections: SqliteConnections;
  let checkpoints: WalCheckpoints;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "tokenworks-checkpoints-"));
    file = join(folder, "test.db");
    connections = new SqliteConnections({
      file,
      vitals: new Vitals(),
      timer: systemRuntime.timer,
      beforeWrite: () => undefined,
    });
    checkpoints = new WalCheckpoints(file);
    await connections.writer.alone({ sql: "create table item (id integer primary key, text blob)" });
  });
  afterEach(async () => {
    await checkpoints.stop();
    await connections.close();
    rmSync(folder, { recursive: true });
  });

  async function insert(bytes: number): Promise<void> {
    const turn = await connections.writer.turn();
    turn.run({ sql: "insert into item (text) values (?)", parameters: [Buffer.alloc(bytes, 1)] });
    await turn.commit();
  }

  const logBytes = () => statSync(`${file}-wal`).size;
  const items = async () => (await connections.read({ sql: "select count(*) as n from item" })).rows;

  it.each([SMALL, LARGE])("of %i bytes lets the log begin anew", async (bytes) => {
    await insert(bytes);
    const size = logBytes();
    expect(await connections.whileStill(() => checkpoints.run("passive"))).toBe(true);
    await insert(bytes);
    expect(logBytes()).toBe(size);
    expect(await items()).toEqual([{ n: 2 }]);
  });

  it.each([SMALL, LARGE])("of %i bytes that empties the log leaves nothing in it", async (bytes) => {
    await insert(bytes);
    expect(await checkpoints.run("truncate")).toBe(true);
    expect(logBytes()).toBe(0);
    expect(await items()).toEqual([{ n: 1 }]);
  });

  it.each([SMALL, LARGE])("of %i bytes is refused what a reader still needs", async (bytes) => {
    const reader = new Sqlite(file);
    reader.exec("begin");
    reader.prepare("select count(*) from item").get();
    await insert(bytes);
    expect(await checkpoints.run("truncate")).toBe(false);
    reader.exec("commit");
    expect(await checkpoints.run("truncate")).toBe(true);
    reader.close();
  });

  it("of a large log keeps writers waiting, and nobody who reads", async () => {
    await insert(LARGE);
    const done: string[] = [];
    const checkpoint = connections.whileStill(() => checkpoints.run("passive")).then(() => done.push("checkpoint"));
    const write = insert(SMALL).then(() => done.push("write"));
    const { rows } = await connections.read({ sql: "select count(*) as n from item" });
    done.push("read");
    await Promise.all([checkpoint, write]);
    expect(rows).toEqual([{ n: 1 }]);
    expect(done).toEqual(["read", "checkpoint", "write"]);
  });
});
