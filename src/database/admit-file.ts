import { accessSync, constants, existsSync, renameSync } from "node:fs";
import { basename, dirname } from "node:path";
import { OperatorError } from "../errors.ts";
import { bootId } from "../lib/boot-id.ts";
import type { Runtime } from "../lib/runtime.ts";
import { checkPages } from "./check-pages.ts";
import { markOf } from "./file-mark.ts";
import { FileNote } from "./file-note.ts";
import { type Judgement, judgeFile } from "./judge-file.ts";
import { endReplacement } from "./replace-file.ts";
import { COMPANIONS, logMark } from "./sqlite-files.ts";

/** A start goes on after so long, whatever it has seen of a large database by then. */
const PAGES_BUDGET_MS = 10_000;

export interface Admission extends Pick<Runtime, "now" | "monotonicMs"> {
  /** Whether something outside the database tells that there was one, such as its master key. */
  readonly hadDatabase: boolean;
  /** Whether a new database is wished for, in so many words. */
  readonly isNewWished: boolean;
  /** Whether it is opened to be moved. */
  readonly isMoving: boolean;
}

export interface Admitted {
  /** False where the database is so large that not every table was seen. */
  readonly isSeenWhole: boolean;
  /** Where it was being moved when it was left. */
  readonly movingTo: string | null;
}

/**
 * Makes sure that a SQLite database may be opened: that it is there or may be made, belongs to the log beside it, and has no broken page. Nothing
 * is written to it, and nothing but the note of its state beside it. The folder is the caller's alone.
 *
 * @throws {OperatorError} with the way out.
 */
export function admitFile(file: string, admission: Admission): Admitted {
  endReplacement(file);
  const database = markOf(file);
  if (database === null || database.size === "0") {
    admitNew(file, admission);
    return { isSeenWhole: true, movingTo: null };
  }
  for (const path of [file, ...COMPANIONS.map((ending) => `${file}${ending}`)]) refuseForeign(path);
  const note = new FileNote(file).read();
  refuseMoved(file, note, admission.isMoving);
  const judgement = judgeFile(note, { database, log: logMark(file), boot: bootId() });
  if (judgement === "foreign log") throw foreignLog(file);
  const isSeenWhole = judgement === "as left" || seePages(file, admission);
  new FileNote(file).open();
  return { isSeenWhole, movingTo: note?.movingTo ?? null };
}

/** SQLite would find out in the middle of a start, and tell it of no file. */
function refuseForeign(path: string): void {
  if (!existsSync(path)) return;
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new OperatorError(
      `${path} must be a file that the service's own user may read and write: look whose it is, and at its rights.`,
      { cause },
    );
  }
}

/**
 * Refuses to go on in a folder whose database goes on elsewhere, or may: whatever is put there, such as a backup of it, has the same lines.
 *
 * @param isMoving whether the same move is to be ended.
 * @throws {OperatorError} with the way out.
 */
export function refuseMoved(file: string, note = new FileNote(file).read(), isMoving = false): void {
  if (note?.movedAt !== undefined) throw movedAway(file, note.movedAt);
  if (note?.movingTo !== undefined && !isMoving) throw halfMoved(file, note.movingTo);
}

/** What a database file in a stopped service's folder is to the log beside it. */
export function judgementOf(file: string): Judgement | null {
  const note = new FileNote(file);
  const before = note.read();
  const database = markOf(file);
  if (database === null) return null;
  return judgeFile(before, { database, log: logMark(file), boot: bootId() });
}

/** What a database cannot be opened with: a log of another one. */
export function foreignLog(file: string): OperatorError {
  return new OperatorError(
    `${file} is not the file that the write-ahead log beside it belongs to: it was replaced or changed while the service was not at work, and opened together they would mix. ` +
      `To go back to a backup, run "tokenworks restore FILE". If the database is to go on as it lies there, move tokenworks.db-wal and tokenworks.db-shm out of the folder first; what only they hold is not in it then.`,
  );
}

/** Two databases that go on with the same lines would issue the same tokens. */
function movedAway(file: string, movedAt: string): OperatorError {
  return new OperatorError(
    `The database ${file} was moved to PostgreSQL at ${movedAt}, where its lines go on: set DATABASE_URL. ` +
      "If that database will never be used, remove tokenworks.db.note to go on with this one; two databases that continue the same lines would issue the same tokens.",
  );
}

function halfMoved(file: string, movingTo: string): OperatorError {
  return new OperatorError(
    `The database ${file} was being moved to PostgreSQL (${movingTo}) when that was cut short, and that database may have everything by now. ` +
      'Run the same "tokenworks migrate-to" again: it finds out, and ends the move. ' +
      "If that database is lost and will never be used, remove tokenworks.db.note to go on with this one.",
  );
}

function seePages(file: string, { monotonicMs }: Admission): boolean {
  const { problem, isWhole } = checkPages(file, { budgetMs: PAGES_BUDGET_MS, monotonicMs });
  if (problem !== null) throw damaged(file, problem);
  return isWhole;
}

function damaged(file: string, problem: string): OperatorError {
  const hint =
    logMark(file) === null
      ? ""
      : " If a copy was put there beside an older tokenworks.db-wal, move tokenworks.db-wal and tokenworks.db-shm out of the folder first.";
  return new OperatorError(
    `The database ${file} is damaged: ${problem}. It was not touched. Restore a backup by "tokenworks restore FILE", which keeps what is there under another name.${hint}`,
  );
}

/** Nobody takes a lost database for a fresh folder. */
function admitNew(file: string, { hadDatabase, isNewWished, now }: Admission): void {
  const rests = [...COMPANIONS.map((ending) => `${file}${ending}`), `${file}.note`].filter((path) => existsSync(path));
  if ((hadDatabase || rests.length > 0) && !isNewWished) {
    throw new OperatorError(
      `There is no database in ${dirname(file)}${existsSync(file) ? ", or an empty file in its place" : ""}, but there was one; this is left of it: ${[...(hadDatabase ? ["its master key"] : []), ...rests.map((path) => basename(path))].join(", ")}. ` +
        `Put tokenworks.db back, or restore a backup by "tokenworks restore FILE". To begin with a new, empty database, start once by "tokenworks serve --new-database".`,
    );
  }
  const suffix = `before-${now().toISOString().replaceAll(":", "-")}`;
  for (const path of rests) renameSync(path, `${path}.${suffix}`);
}
