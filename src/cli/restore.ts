import { existsSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { type KeysAtHand, keyringAtHand, missingKey } from "../access/open-keyring.ts";
import { readConfig } from "../config.ts";
import { refuseMoved } from "../database/admit-file.ts";
import { problemIn } from "../database/check-pages.ts";
import { MIGRATIONS } from "../database/migrations/sqlite/index.ts";
import { preparedName, replaceFile } from "../database/replace-file.ts";
import { DATABASE_FILE } from "../database/sqlite-files.ts";
import { OperatorError } from "../errors.ts";
import { lockFolder } from "../lib/lock-folder.ts";
import { type Runtime, systemRuntime } from "../lib/runtime.ts";
import { syncFile } from "../lib/sync-file.ts";
import { readBackupNote, unsealBackup } from "./backup-note.ts";
import { checkFile } from "./check.ts";
import { neededKeyIds } from "./needed-key-ids.ts";
import { say } from "./terminal.ts";

/** Puts a backup in the place of the configured database, while the service is stopped. */
export async function restore(file: string): Promise<void> {
  process.umask(0o077); // what is written is for its own user alone
  const config = readConfig();
  if (config.DATABASE_URL !== undefined) throw postgresRestore();
  const letGo = lockFolder(config.DATA_DIR);
  try {
    say(
      await restoreFile({
        file,
        source: { masterKeys: config.MASTER_KEY, dataDir: config.DATA_DIR },
        runtime: systemRuntime,
      }),
    );
  } finally {
    letGo();
  }
}

export interface RestoreOrder {
  readonly file: string;
  readonly source: KeysAtHand;
  readonly runtime: Pick<Runtime, "now">;
}

/**
 * Puts a backup, or any other whole copy of a database, in its place. The folder is the caller's alone; what was there stays beside it.
 *
 * @returns what was done, for the operator.
 * @throws {OperatorError} where it cannot be; the folder is as it was.
 */
export async function restoreFile({ file, source, runtime }: RestoreOrder): Promise<string> {
  const database = join(source.dataDir, DATABASE_FILE);
  if (!existsSync(file)) throw new OperatorError(`There is no file ${file}.`);
  if (existsSync(database) && realpathSync(file) === realpathSync(database))
    throw new OperatorError(`${file} is the database itself.`);
  refuseMoved(database);
  await refuseBroken(file);
  const said = read(file);
  refuseNewer(said.migrations);
  refuseWithoutKey(source, said.masterKeys);
  const aside = `before-restore-${runtime.now().toISOString().replaceAll(":", "-")}`;
  const isReplaced = existsSync(database);
  try {
    prepare(file, preparedName(database));
    await refuseBroken(preparedName(database));
    replaceFile(database, aside);
  } catch (error) {
    throw restoreError(error);
  } finally {
    for (const ending of ["", "-journal"]) rmSync(`${preparedName(database)}${ending}`, { force: true });
  }
  return report({ database, takenAt: said.takenAt, aside: isReplaced ? join(source.dataDir, aside) : null });
}

async function refuseBroken(file: string): Promise<void> {
  const broken = (await checkFile(file)).find(({ holds }) => holds === false);
  if (broken !== undefined)
    throw new OperatorError(`${file} cannot be restored: ${broken.detail}. Nothing was changed.`);
}

interface Said {
  /** Null in a copy that was not made by `tokenworks backup`. */
  readonly takenAt: string | null;
  readonly migrations: readonly string[];
  readonly masterKeys: readonly string[];
}

function read(file: string): Said {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const column = (sql: string) => database.prepare(sql).pluck().all() as string[]; // the columns are text
    const takenAt = readBackupNote(database)?.note.takenAt ?? null;
    return { takenAt, migrations: column("select name from mikro_orm_migrations"), masterKeys: neededKeyIds(database) };
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(`${file} is no database of Tokenworks.`, { cause });
  } finally {
    database.close();
  }
}

function refuseNewer(migrations: readonly string[]): void {
  const unknown = migrations.find((name) => !MIGRATIONS.some((known) => known.name === name));
  if (unknown !== undefined)
    throw new OperatorError(
      `The backup was made by a newer version of Tokenworks (it knows "${unknown}"); restore it with that version or a newer one. Nothing was changed.`,
    );
}

function refuseWithoutKey(source: KeysAtHand, used: readonly string[]): void {
  const missing = missingKey(keyringAtHand(source), used);
  if (missing !== undefined)
    throw new OperatorError(
      `The backup needs the master key with the id ${missing}: set MASTER_KEY, or put master.key into ${source.dataDir}. Nothing was changed.`,
    );
}

/** A whole file by itself, whatever lies beside the one that it is made of. */
function prepare(file: string, prepared: string): void {
  rmSync(prepared, { force: true });
  const database = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    database.prepare("vacuum into ?").run(prepared);
  } finally {
    database.close();
  }
  unsealBackup(prepared);
  syncFile(prepared);
}

function report({
  database,
  takenAt,
  aside,
}: {
  readonly database: string;
  readonly takenAt: string | null;
  readonly aside: string | null;
}): string {
  return [
    `${database} is restored${takenAt === null ? "" : ` as of ${takenAt}`}.`,
    ...(aside === null ? [] : [`What was there before is in ${aside}; remove it when it is of no more use.`]),
    'Lines that have gone on since then would show tokens again: before the service starts, import the newest snapshot of each by "tokenworks snapshot import FILE".',
  ].join("\n");
}

function restoreError(error: unknown): unknown {
  if (error instanceof OperatorError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "SQLITE_FULL")
    return new OperatorError("The disk is full; the database is as it was.", { cause: error });
  const problem = problemIn(error);
  return problem === null
    ? error
    : new OperatorError(`The backup is damaged: ${problem}. The database is as it was.`, { cause: error });
}

function postgresRestore(): OperatorError {
  return new OperatorError(
    'DATABASE_URL is set: a PostgreSQL database is restored by its own tools, such as: pg_restore --clean --if-exists --dbname="$DATABASE_URL" tokenworks.dump',
  );
}
