import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { backUp } from "../../src/cli/backup.ts";
import { checkFile } from "../../src/cli/check.ts";
import { restoreFile } from "../../src/cli/restore.ts";
import { markOf } from "../../src/database/file-mark.ts";
import { FileNote } from "../../src/database/file-note.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { Client } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";
import { newServer } from "../support/server.ts";

/** A service with one line, and a folder for its backups. */
async function newWorks() {
  const server = await newServer("sqlite");
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-restore-"));
  const client = await Client.open(server.url);
  const { dataDir } = server.place;
  const database = join(dataDir, "tokenworks.db");
  const source = { masterKeys: undefined, dataDir };
  return {
    server,
    client,
    folder,
    dataDir,
    database,
    file: join(folder, "a.backup"),
    backUp: (name = "a.backup", force = false) =>
      backUp({ DATA_DIR: dataDir }, { file: join(folder, name), force, runtime: systemRuntime }),
    restore: (name = "a.backup", order = {}) =>
      restoreFile({ file: join(folder, name), source, runtime: systemRuntime, ...order }),
    again: () => newServer("sqlite", { place: server.place }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

it("is one file, of what is there and nothing that was deleted, and never replaces another one unasked", async () => {
  await using works = await newWorks();
  const { client, file } = works;
  const [kept, deleted] = [await client.ordered(), await client.ordered()];
  await client.reached(deleted, "finished");
  await using storage = await storageOf(works.server.place);
  const { keyWrapped } = await storage.line(deleted);
  await client.delete(deleted);
  expect(await works.backUp()).toMatch(/a\.backup: 1 lines, /);
  expect(readdirSync(works.folder)).toEqual(["a.backup"]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const bytes = readFileSync(file);
  expect(bytes.includes(kept)).toBe(true);
  expect(bytes.includes(Buffer.from(keyWrapped ?? []))).toBe(false);
  expect(bytes.includes(readFileSync(join(works.dataDir, "master.key")).subarray(0, 32))).toBe(false);
  await expect(works.backUp()).rejects.toThrow("There is a file");
  await works.backUp("a.backup", true);
  await expect(works.backUp("none/a.backup")).rejects.toThrow(
    "must name a file that can be written, in a folder that is there",
  );
  await expect(
    backUp(
      { DATA_DIR: works.dataDir },
      { file: join(works.dataDir, "master.key"), force: true, runtime: systemRuntime },
    ),
  ).rejects.toThrow("outside of DATA_DIR");
});

it("is refused where a byte was changed, the master key is missing, or it is something else; the database stays as it was", async () => {
  await using works = await newWorks();
  await works.backUp();
  await works.server.stop();
  const before = readFileSync(works.database);
  const bytes = readFileSync(works.file);
  for (let at = 50; at < bytes.length; at += 4_099) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    writeFileSync(join(works.folder, "changed"), changed);
    await expect(works.restore("changed"), `byte ${at}`).rejects.toThrow(/cannot be restored|is damaged/);
  }
  const source = { masterKeys: [Buffer.alloc(32, 1)], dataDir: works.dataDir };
  await expect(works.restore("a.backup", { source })).rejects.toThrow(
    /^The backup needs the master key with the id [0-9a-f]+: set MASTER_KEY, or put master\.key into /,
  );
  new Sqlite(join(works.folder, "other")).exec("create table a (b)").close();
  await expect(works.restore("other")).rejects.toThrow("is no database of Tokenworks");
  await expect(works.restore("none")).rejects.toThrow("There is no file");
  expect(readFileSync(works.database).equals(before)).toBe(true);
  expect(readdirSync(works.dataDir).toSorted()).toEqual(["lock", "master.key", "tokenworks.db", "tokenworks.db.note"]);
});

it("is refused where the database goes on elsewhere, or may: its lines would issue the same tokens twice", async () => {
  await using works = await newWorks();
  await works.backUp();
  await works.server.stop();
  const longest = "x".repeat(120);
  const half = new FileNote(works.database);
  half.move(longest);
  half.seal("closed");
  expect(new FileNote(works.database).read()?.movingTo).toBe(longest); // the note has room for it
  await expect(works.restore()).rejects.toThrow(/was being moved to PostgreSQL \(x+\)/);
  half.moved(new Date());
  half.seal("closed");
  await expect(works.restore()).rejects.toThrow(/was moved to PostgreSQL at .*remove tokenworks\.db\.note/);
  rmSync(`${works.database}.note`);
  expect(await works.restore()).toMatch(/is restored/);
});

it("takes an ordinary copy as well, and the database that a restore has put aside", async () => {
  await using works = await newWorks();
  const early = await works.client.ordered();
  const copy = new Sqlite(works.database, { readonly: true });
  await copy.backup(join(works.folder, "copy"));
  copy.close();
  const late = await works.client.ordered();
  await works.server.stop();
  expect(await works.restore("copy")).toContain("What was there before is in");
  {
    await using restored = await works.again();
    const client = Client.of(restored.url, works.client.sessionKey);
    expect([await client.status(early), await client.status(late)]).toMatchObject([{ size: "1000" }, null]);
  }
  const [aside = ""] = readdirSync(works.dataDir).filter((name) => name.startsWith("before-restore-"));
  await works.restore(join("..", works.dataDir.slice(tmpdir().length), aside, "tokenworks.db"));
  await using back = await works.again();
  expect(await Client.of(back.url, works.client.sessionKey).status(late)).toMatchObject({ size: "1000" });
});

/** Where a kill may leave a restore: the steps of it that were done by then. */
const STEPS = ["announced", "kept", "moved", "cleared"] as const;

it.each(STEPS.map((_, at) => STEPS.slice(0, at + 1)))(
  "leaves the old database or the new one when it is killed after these steps: %s %s %s %s",
  async (...done: string[]) => {
    await using works = await newWorks();
    await works.backUp();
    const late = await works.client.ordered();
    await works.client.reached(late, "finished");
    for (const ending of ["", "-wal", ".note"])
      copyFileSync(`${works.database}${ending}`, join(works.folder, `kept${ending}`));
    await works.server.stop();
    for (const ending of ["", "-wal", ".note"])
      copyFileSync(join(works.folder, `kept${ending}`), `${works.database}${ending}`);
    copyFileSync(works.file, `${works.database}.restoring`);
    const prepared = markOf(`${works.database}.restoring`);
    if (prepared === null) throw new Error("It was just made.");
    new FileNote(works.database).announce(prepared, "before-restore-x");
    if (done.includes("kept")) {
      mkdirSync(join(works.dataDir, "before-restore-x"));
      linkSync(works.database, join(works.dataDir, "before-restore-x", "tokenworks.db"));
    }
    if (done.includes("moved")) renameSync(`${works.database}.restoring`, works.database);
    if (done.includes("cleared")) rmSync(`${works.database}-wal`);
    await using again = await works.again();
    const found = await Client.of(again.url, works.client.sessionKey).status(late);
    expect(found === null).toBe(done.includes("moved"));
    expect(existsSync(`${works.database}.restoring`)).toBe(false);
    expect(existsSync(join(works.dataDir, "before-restore-x"))).toBe(done.includes("moved"));
    expect((await checkFile(works.database)).every(({ holds }) => holds)).toBe(true);
  },
);

it("is not begun anew where it was lost: a start asks for a backup or an explicit wish", async () => {
  await using works = await newWorks();
  await works.server.stop();
  for (const lose of [
    () => {
      rmSync(works.database);
    },
    () => {
      writeFileSync(works.database, "");
    },
  ]) {
    lose();
    await expect(works.again()).rejects.toThrow(
      /^There is no database in .*, but there was one; this is left of it: its master key, tokenworks\.db\.note\. Put tokenworks\.db back, or restore a backup .*"tokenworks serve --new-database"\.$/,
    );
  }
  rmSync(`${works.database}.note`);
  new Sqlite(works.database).exec("create table another (program text)").close();
  await expect(works.again()).rejects.toThrow(/^The database is empty, but there is a master key in DATA_DIR/);
});

it("is missed at once while the service is at work: nothing more is promised until it is back", async () => {
  await using works = await newWorks();
  renameSync(works.database, join(works.folder, "away"));
  const { errors } = await works.client.order();
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(["DATABASE_UNAVAILABLE"]);
  expect((await fetch(`${works.server.url}/readyz`)).status).toBe(503);
  renameSync(join(works.folder, "away"), works.database);
  const id = await works.client.ordered();
  await works.client.reached(id, "finished");
  expect((await fetch(`${works.server.url}/readyz`)).status).toBe(200);
  const said = works.server.logged.map(({ msg }) => String(msg)).filter((msg) => msg.includes("The database's file"));
  expect(said).toEqual([
    expect.stringMatching(/^The database's file was moved, replaced or deleted/),
    "The database's file is in its place again.",
  ]);
});
