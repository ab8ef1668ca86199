import { chmodSync, existsSync, linkSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { type Config, readConfig } from "../config.ts";
import { foreignLog, judgementOf } from "../database/admit-file.ts";
import { problemIn } from "../database/check-pages.ts";
import { DATABASE_FILE } from "../database/sqlite-files.ts";
import { OperatorError } from "../errors.ts";
import { lockFolder } from "../lib/lock-folder.ts";
import { type Runtime, systemRuntime } from "../lib/runtime.ts";
import { syncFile } from "../lib/sync-file.ts";
import { version } from "../lib/version.ts";
import { type BackupNote, sealBackup } from "./backup-note.ts";
import { checkFile } from "./check.ts";
import { neededKeyIds } from "./needed-key-ids.ts";
import { say } from "./terminal.ts";

export interface BackupWords {
  /** Replaces a file of that name. */
  readonly force?: boolean | undefined;
}

/** Backs the configured database up, whether or not a service is at work on it, and says what its restoring will need. */
export async function backup(file: string, words: BackupWords): Promise<void> {
  process.umask(0o077); // what is written is for its own user alone
  const config = readConfig();
  if (config.DATABASE_URL !== undefined) throw postgresBackup();
  say(await backUp(config, { ...words, file, runtime: systemRuntime }));
}

export interface BackupOrder extends BackupWords {
  readonly file: string;
  readonly runtime: Runtime;
}

/**
 * Copies the database as it is at one moment into one file, which appears under its name only once it is whole.
 *
 * @returns what was done, for the operator.
 * @throws {OperatorError}
 */
export async function backUp(
  { DATA_DIR }: Pick<Config, "DATA_DIR">,
  { file, force = false, runtime }: BackupOrder,
): Promise<string> {
  const source = join(DATA_DIR, DATABASE_FILE);
  if (!existsSync(source))
    throw new OperatorError(`There is no database in ${DATA_DIR}: set DATA_DIR to the folder of the service.`);
  const target = resolve(file);
  refuseTarget(target, { dataDir: DATA_DIR, force });
  const partial = `${target}.${process.pid}.partial`;
  try {
    const takenAt = copyDatabase(source, { partial, dataDir: DATA_DIR, now: runtime.now });
    const { note, lines } = describe(partial, takenAt);
    await sealBackup(partial, note, runtime.randomBytes);
    await refuseBroken(partial, source);
    keep(partial, target, force);
    const megabytes = (statSync(target).size / 1e6).toLocaleString("en", { maximumFractionDigits: 1 });
    return `${file}: ${lines.toLocaleString("en")} lines, ${megabytes} MB, as of ${note.takenAt}.\n${keysNeeded(note.masterKeys)}`;
  } catch (error) {
    throw backupError(error, file);
  } finally {
    for (const ending of ["", "-journal"]) rmSync(`${partial}${ending}`, { force: true });
  }
}

function refuseTarget(target: string, { dataDir, force }: { readonly dataDir: string; readonly force: boolean }): void {
  if (dirname(target) === dataDir)
    throw new OperatorError(
      "FILE must lie outside of DATA_DIR: what becomes of that folder must not become of its backup.",
    );
  if (!existsSync(target)) return;
  if (!statSync(target).isFile()) throw new OperatorError(`${target} is not a file.`);
  if (!force)
    throw new OperatorError(`There is a file ${target} already: give another name, or --force to replace it.`);
}

/** One moment of the database and its log, without what deleted rows have left behind. */
function copyDatabase(
  source: string,
  { partial, dataDir, now }: { partial: string; dataDir: string; now: Runtime["now"] },
): string {
  if (judgementOf(source) === "foreign log") throw foreignLog(source);
  writeFileSync(partial, "", { flag: "wx", mode: 0o600 });
  const hadLog = existsSync(`${source}-wal`);
  const database = new Sqlite(source, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    const takenAt = now().toISOString(); // before: what is written from then on may be missing
    database.prepare("vacuum into ?").run(partial);
    return takenAt;
  } finally {
    database.close();
    if (!hadLog) clearAway(source, dataDir);
  }
}

/** What a reader leaves beside the database of a stopped service; a service at work keeps its own. */
function clearAway(source: string, dataDir: string): void {
  try {
    const letGo = lockFolder(dataDir);
    if (statSync(`${source}-wal`, { throwIfNoEntry: false })?.size === 0)
      for (const ending of ["-wal", "-shm"]) rmSync(`${source}${ending}`, { force: true });
    letGo();
  } catch {
    // A service has started meanwhile, and they are its own now.
  }
}

function describe(partial: string, takenAt: string): { note: BackupNote; lines: number } {
  const database = new Sqlite(partial, { readonly: true, fileMustExist: true });
  try {
    const column = (sql: string) => database.prepare(sql).pluck().all() as string[]; // the columns are text
    const migrations = column("select name from mikro_orm_migrations order by name");
    const masterKeys = neededKeyIds(database);
    const lines = Number(database.prepare("select count(*) from line where deleted_at is null").pluck().get());
    return { note: { takenAt, serviceVersion: version(), migrations, masterKeys }, lines };
  } finally {
    database.close();
  }
}

async function refuseBroken(partial: string, source: string): Promise<void> {
  const broken = (await checkFile(partial)).find(({ holds }) => holds === false);
  if (broken !== undefined)
    throw new OperatorError(
      `The database ${source} is damaged, and so is its copy, which was not kept: ${broken.detail}. Run "tokenworks check".`,
    );
}

/** Under its name only once it is on the disk, and never in another file's place unless that is wished. */
function keep(partial: string, target: string, force: boolean): void {
  chmodSync(partial, 0o600);
  syncFile(partial);
  if (force) renameSync(partial, target);
  else linkSync(partial, target);
  syncFile(dirname(target));
}

function keysNeeded(ids: readonly string[]): string {
  if (ids.length === 0) return "Nothing in it is sealed yet.";
  const which = ids.length === 1 ? "the master key with the id" : "the master keys with the ids";
  return `It needs ${which} ${ids.join(", ")}, which ${ids.length === 1 ? "is" : "are"} not in it: keep a copy elsewhere.`;
}

function backupError(error: unknown, file: string): unknown {
  if (error instanceof OperatorError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const problem = problemIn(error);
  if (code === "ENOSPC" || code === "SQLITE_FULL")
    return new OperatorError("The disk is full; nothing is kept of the unfinished backup.", { cause: error });
  if (code === "EEXIST")
    return new OperatorError(`There is a file ${file} already: give another name, or --force to replace it.`, {
      cause: error,
    });
  if (["ENOENT", "EACCES", "EPERM", "ENOTDIR", "EISDIR", "EROFS"].includes(code))
    return new OperatorError(`${file} must name a file that can be written, in a folder that is there.`, {
      cause: error,
    });
  if (problem !== null)
    return new OperatorError(`The database is damaged: ${problem}. Run "tokenworks check".`, { cause: error });
  if (code.startsWith("SQLITE_"))
    return new OperatorError(`The database could not be copied: ${error instanceof Error ? error.message : code}.`, {
      cause: error,
    });
  return error;
}

function postgresBackup(): OperatorError {
  return new OperatorError(
    'DATABASE_URL is set: a PostgreSQL database is backed up by its own tools, such as: pg_dump --format=custom --file=tokenworks.dump "$DATABASE_URL"',
  );
}
