import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { markOf } from "../../src/database/file-mark.ts";
import { FileNote } from "../../src/database/file-note.ts";
import { FileWatch, MovedFileError } from "../../src/database/watch-file.ts";
import { newClock } from "../support/clock.ts";
import { until } from "../support/until.ts";

/** A watch over a file that only this test writes. */
async function newWatch(checkpoint: (file: string) => void = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-watch-"));
  const file = join(folder, "a.db");
  writeFileSync(file, "database");
  const told: string[] = [];
  const clock = newClock();
  const watch = await FileWatch.start({
    file,
    timer: clock.timer,
    checkpoint: () => {
      told.push(`checkpoint, note ${new FileNote(file).read()?.state ?? "none"}`);
      checkpoint(file);
      return Promise.resolve();
    },
    truncate: () => Promise.resolve(told.push(`truncate, note ${new FileNote(file).read()?.state ?? "none"}`) > 0),
    onLost: (isLost) => told.push(isLost ? "lost" : "found"),
    onForeignWrite: () => told.push("foreign write"),
    onFault: (fault) => told.push(String(fault)),
  });
  const look = async () => {
    const before = clock.starts();
    clock.advance(2_000);
    await until(() => Promise.resolve(clock.starts() > before));
  };
  return {
    watch,
    file,
    folder,
    told,
    look,
    clock,
    note: () => new FileNote(file).read(),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

it("says in the note that the file is being written while it is, and how it became", async () => {
  using it = await newWatch((file) => {
    appendFileSync(file, "more");
  });
  expect(it.told).toEqual(["checkpoint, note open"]);
  expect(it.note()).toMatchObject({ state: "sealed", database: markOf(it.file) });
  await it.look();
  writeFileSync(`${it.file}-wal`, Buffer.alloc(2 ** 22));
  await it.look();
  await it.look();
  expect(it.told, "once for a log that has grown, and not again until it is written to").toEqual([
    "checkpoint, note open",
    "checkpoint, note open",
  ]);
  expect(it.note()).toMatchObject({ state: "sealed", database: markOf(it.file) });
  await it.watch.stop();
  expect(it.note()).toMatchObject({ state: "open" });
  it.watch.closed();
  expect(it.note()).toMatchObject({ state: "closed", database: markOf(it.file) });
  expect(it.clock.running()).toBe(0);
});

it("sees within two seconds that the file is gone or another one, and that it is back", async () => {
  using it = await newWatch();
  renameSync(it.file, `${it.file}.away`);
  await it.look();
  expect(it.watch.isLost).toBe(true);
  copyFileSync(`${it.file}.away`, it.file);
  await it.look();
  expect(it.watch.isLost).toBe(true);
  expect(() => {
    it.watch.refuseMoved();
  }).toThrow(MovedFileError);
  await it.watch.stop();
  it.watch.closed();
  expect(it.note(), "nothing is said of a file that is not ours").toMatchObject({ state: "sealed" });
  renameSync(`${it.file}.away`, it.file);
  it.watch.refuseMoved();
  expect(it.told).toEqual(["checkpoint, note open", "lost", "found"]);
});

it("sees at once, for whoever is about to write, that the file is gone", async () => {
  using it = await newWatch();
  it.watch.refuseMoved();
  rmSync(it.file);
  expect(() => {
    it.watch.refuseMoved();
  }).toThrow(MovedFileError);
  expect(it.told).toEqual(["checkpoint, note open", "lost"]);
  await it.watch.stop();
});

it("vouches for nothing any more once somebody else has written the file", async () => {
  using it = await newWatch();
  appendFileSync(it.file, "by another program");
  await it.look();
  await it.watch.settle();
  expect(it.note()).toMatchObject({ state: "open", database: null });
  await it.watch.stop();
  it.watch.closed();
  expect(it.note()).toMatchObject({ state: "open", database: null });
  expect(it.told).toEqual(["checkpoint, note open", "foreign write", "checkpoint, note open"]);
});

it("goes on after a checkpoint that failed, for the next one to mend", async () => {
  let isFull = true;
  using it = await newWatch(() => {
    if (isFull) throw new Error("full");
  });
  expect(it.told.at(-1)).toBe("Error: full");
  expect(it.note()).toMatchObject({ state: "open" });
  isFull = false;
  await it.watch.settle();
  expect(it.note()).toMatchObject({ state: "sealed" });
  await it.watch.stop();
});

it("says so, too, while the log is emptied", async () => {
  using it = await newWatch();
  expect(await it.watch.empty()).toBe(true);
  expect(it.told).toEqual(["checkpoint, note open", "truncate, note open"]);
  expect(it.note()?.state).toBe("sealed");
});
