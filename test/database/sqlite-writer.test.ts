import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueryResult } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteHandle } from "../../src/database/sqlite-handle.ts";
import type { Statement } from "../../src/database/statement.ts";
import { SqliteWriter } from "../../src/database/sqlite-writer.ts";
import { Vitals } from "../../src/database/vitals.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";

/** A connection that tells how often it commits, and whose disk can be full. */
class Disk extends SqliteHandle {
  commits = 0;
  isFull = false;

  override run(statement: Statement): QueryResult<unknown> {
    if (statement.sql === "commit" && this.isFull)
      throw Object.assign(new Error("The disk is full."), { code: "SQLITE_FULL" });
    if (statement.sql === "commit") this.commits += 1;
    return super.run(statement);
  }
}

describe("the writer of a SQLite file", () => {
  let folder: string;
  let disk: Disk;
  let reader: SqliteHandle;
  let writer: SqliteWriter;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "tokenworks-writer-"));
    const file = join(folder, "test.db");
    disk = new Disk(file);
    reader = new SqliteHandle(file);
    writer = new SqliteWriter({
      handle: disk,
      vitals: new Vitals(),
      timer: systemRuntime.timer,
      beforeWrite: () => undefined,
    });
    await writer.alone({ sql: "create table item (id integer primary key)" });
  });
  afterEach(() => {
    writer.close();
    reader.close();
    rmSync(folder, { recursive: true });
  });

  const items = () =>
    reader.run({ sql: "select id from item order by id" }).rows.map((row) => (row as { id: number }).id);

  async function insert(id: number, end: "commit" | "rollBack"): Promise<void> {
    const turn = await writer.turn();
    try {
      turn.run({ sql: `insert into item values (${id})` });
    } catch (refused) {
      await turn.rollBack();
      throw refused;
    }
    await turn[end]();
  }

  it("commits at once what waits at the same time, and undoes alone what fails", async () => {
    await Promise.all([insert(1, "commit"), insert(2, "rollBack"), insert(3, "commit")]);
    expect(items()).toEqual([1, 3]);
    expect(disk.commits).toBe(1);
  });

  it("commits one after the other what comes one after the other", async () => {
    await insert(1, "commit");
    await insert(2, "commit");
    expect(disk.commits).toBe(2);
  });

  it("undoes alone a turn that is given up without waiting", async () => {
    const first = insert(1, "commit");
    const turn = await writer.turn();
    turn.run({ sql: "insert into item values (2)" });
    turn.end();
    await first;
    expect(items()).toEqual([1]);
  });

  it("tells nobody of what is not on the disk: neither who wrote, nor who was refused for its sake", async () => {
    disk.isFull = true;
    const ends = await Promise.allSettled([insert(1, "commit"), insert(1, "commit"), insert(2, "rollBack")]);
    expect(ends.map((end) => (end.status === "rejected" ? (end.reason as Error).message : "told"))).toEqual([
      "The disk is full.",
      "The disk is full.",
      "The disk is full.",
    ]);
    expect(ends).toHaveLength(3);
    disk.isFull = false;
    expect(items()).toEqual([]);
    await insert(3, "commit");
    expect(items()).toEqual([3]);
  });

  it("lets a refused turn end only when what it has seen is there for everybody", async () => {
    const first = insert(1, "commit");
    await insert(2, "rollBack");
    expect(items()).toEqual([1]);
    await first;
  });

  it("refuses to go on where the fault of a statement has ended the transaction, with all that waited for the commit", async () => {
    const first = insert(1, "commit");
    const turn = await writer.turn();
    disk.run({ sql: "rollback" }); // as SQLite does by itself for a full disk
    expect(() => turn.run({ sql: "insert into item values (2)" })).toThrow("ended the transaction");
    await expect(turn.commit()).rejects.toThrow("ended the transaction");
    await expect(first).rejects.toThrow("ended the transaction");
    expect(items()).toEqual([]);
  });

  it("lets nothing into a transaction that must be run alone, and commits before what waits", async () => {
    const first = insert(1, "commit");
    const alone = writer.alone({ sql: "pragma wal_checkpoint(passive)" });
    await Promise.all([first, alone]);
    expect([items(), disk.commits]).toEqual([[1], 1]);
  });
});
