import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { keyringAtHand } from "../access/open-keyring.ts";
import { type Config, readConfig } from "../config.ts";
import { foreignLog, judgementOf } from "../database/admit-file.ts";
import { firstProblem, problemIn } from "../database/check-pages.ts";
import type { Location } from "../database/profile.ts";
import { readDatabase } from "../database/read-database.ts";
import { ENTITIES } from "../entities.ts";
import { DATABASE_FILE } from "../database/sqlite-files.ts";
import { OperatorError } from "../errors.ts";
import { isUnchanged, readBackupNote } from "./backup-note.ts";
import type { Check } from "./checks/check.ts";
import { checkRows } from "./checks/check-rows.ts";
import { EXIT } from "./exit-codes.ts";
import { remark, say, sayJson, verdict } from "./terminal.ts";

/**
 * Prints whether a database, or a backup, is what it should be; one line for each check. Nothing is written, and a running service is not disturbed.
 *
 * @param backup a backup's file; without it the configured database is meant.
 * @returns the exit code: 0 when everything holds, 1 when something does not, 2 when it cannot be read.
 */
export async function check(
  backup: string | undefined,
  { json = false }: { readonly json?: boolean } = {},
): Promise<number> {
  try {
    const config = readConfig();
    const checks = await checksOf(placeOf(config, backup), config);
    if (json) sayJson(checks);
    else for (const { name, holds, detail } of checks) say(`${verdict(holds, "-")}${name.padEnd(12)}${detail}`);
    return checks.some(({ holds }) => holds === false) ? EXIT.no : EXIT.done;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    remark(error.message);
    return EXIT.refused;
  }
}

function placeOf(config: Config, backup: string | undefined): Location {
  if (backup === undefined && config.DATABASE_URL !== undefined) return { url: config.DATABASE_URL };
  const file = backup ?? join(config.DATA_DIR, DATABASE_FILE);
  if (existsSync(file)) return { file };
  throw new OperatorError(
    backup === undefined
      ? `There is no database in ${config.DATA_DIR}: start the service once, or set DATA_DIR.`
      : `There is no file ${file}.`,
  );
}

async function checksOf(place: Location, config: Config): Promise<Check[]> {
  const pages =
    "file" in place
      ? await checkFile(place.file)
      : [{ name: "pages", holds: null, detail: "PostgreSQL's own: pg_amcheck looks at them" }];
  if (pages.some(({ holds }) => holds === false)) return pages; // what a broken file seems to say is worth nothing
  const keyring = keyringAtHand({ masterKeys: config.MASTER_KEY, dataDir: config.DATA_DIR });
  return [...pages, ...(await readDatabase({ location: place, entities: ENTITIES }, (em) => checkRows(em, keyring)))];
}

/** What SQLite can tell of a file by itself, and a backup of its own bytes. */
export async function checkFile(file: string): Promise<Check[]> {
  if (judgementOf(file) === "foreign log") return [{ name: "log", holds: false, detail: foreignLog(file).message }];
  const database = opened(file);
  try {
    const sealed = readBackupNote(database);
    const broken = firstProblem(database, "integrity_check(1)");
    return [
      ...(sealed === null ? [] : [hashCheck(await isUnchanged(file, sealed), sealed.note.takenAt)]),
      { name: "pages", holds: broken === null, detail: broken ?? `${megabytes(file)} MB: every page and every index` },
      ...(broken === null ? [referenceCheck(database)] : []),
    ];
  } catch (fault) {
    const problem = problemIn(fault);
    if (problem === null) throw isOfRights(fault) ? needsFolder(file, fault) : fault;
    return [{ name: "pages", holds: false, detail: problem }];
  } finally {
    database.close();
  }
}

/** Whether SQLite lacks a right, to the file or to the folder around it. */
function isOfRights(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && /^SQLITE_(?:READONLY|CANTOPEN)/.test(String(fault.code));
}

function needsFolder(file: string, cause: unknown): OperatorError {
  return new OperatorError(
    `${file} cannot be read: SQLite keeps what belongs to it beside it, so its folder must be one that you may write to. Run this as the service's user, or on a copy.`,
    { cause },
  );
}

function referenceCheck(database: Sqlite.Database): Check {
  const strays = database.pragma("foreign_key_check") as { table: string; parent: string }[];
  const [stray] = strays;
  const detail =
    stray === undefined
      ? "every row that another one names is there"
      : `${strays.length} rows name one that is not there, the first a row of ${stray.table} one of ${stray.parent}`;
  return { name: "references", holds: stray === undefined, detail };
}

function megabytes(file: string): string {
  return (statSync(file).size / 1e6).toLocaleString("en", { maximumFractionDigits: 1 });
}

function hashCheck(holds: boolean, takenAt: string): Check {
  return {
    name: "hash",
    holds,
    detail: holds
      ? `the backup of ${takenAt}, byte for byte`
      : `the file's bytes are not those of the backup of ${takenAt}`,
  };
}

function opened(file: string): Sqlite.Database {
  try {
    return new Sqlite(file, { readonly: true, fileMustExist: true });
  } catch (cause) {
    throw new OperatorError(`${file} cannot be read.`, { cause });
  }
}
