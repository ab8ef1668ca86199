import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import Sqlite from "better-sqlite3";
import { z } from "zod";
import { OperatorError } from "../errors.ts";

/** "TKWB", where SQLite lets a program name its files: `file` shows it. */
export const BACKUP_APPLICATION_ID = 0x54_4b_57_42;
const TABLE = "backup_note";
const HASH_DIGITS = 64;
/** A multiple of every page size: no row of the note lies across two pieces. */
const PIECE_BYTES = 2 ** 20;

const NoteSchema = z.object({
  takenAt: z.iso.datetime(),
  serviceVersion: z.string(),
  /** Names of the migrations that its tables have seen. */
  migrations: z.array(z.string()),
  /** Ids of the master keys that are needed to open what it holds. */
  masterKeys: z.array(z.string()),
});

/** What a backup says of itself, in a table of its own. */
export type BackupNote = Readonly<z.output<typeof NoteSchema>>;

/**
 * Writes the note into a copy of the database, and the hash of the whole file into the note.
 *
 * The hash is SHA-256 over the file's bytes, in which its own 64 digits count as zeros. What is left is a plain SQLite file.
 */
export async function sealBackup(
  file: string,
  note: BackupNote,
  randomBytes: (count: number) => Uint8Array,
): Promise<void> {
  const stand = Buffer.from(randomBytes(HASH_DIGITS / 2)).toString("hex");
  const database = new Sqlite(file, { fileMustExist: true });
  try {
    database.exec(
      `drop table if exists ${TABLE}; create table ${TABLE} (name text primary key, value text not null) without rowid`,
    );
    const insert = database.prepare(`insert into ${TABLE} values (?, ?)`);
    insert.run("note", JSON.stringify(note));
    insert.run("sha256", stand);
    database.pragma(`application_id = ${BACKUP_APPLICATION_ID}`);
  } finally {
    database.close();
  }
  const { sha256, offset } = await hashAround(file, stand);
  if (offset === null) throw new Error("The backup does not hold what was just written to it.");
  const handle = await open(file, "r+");
  try {
    await handle.write(sha256, offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes the note out again: what is left is the database as it was. */
export function unsealBackup(file: string): void {
  const database = new Sqlite(file, { fileMustExist: true });
  try {
    database.exec(`drop table if exists ${TABLE}`);
    database.pragma("application_id = 0");
  } finally {
    database.close();
  }
}

export interface ReadNote {
  readonly note: BackupNote;
  readonly sha256: string;
}

/**
 * The note in an open backup; null in a database that has none, or that was a backup and has been at work since.
 *
 * @throws {OperatorError} where there is one that cannot be understood.
 */
export function readBackupNote(database: Sqlite.Database): ReadNote | null {
  if (
    database.pragma("application_id", { simple: true }) !== BACKUP_APPLICATION_ID ||
    database.pragma("journal_mode", { simple: true }) === "wal"
  )
    return null;
  const values = database.prepare<[string], string>(`select value from ${TABLE} where name = ?`).pluck();
  try {
    return { note: NoteSchema.parse(JSON.parse(values.get("note") ?? "")), sha256: values.get("sha256") ?? "" };
  } catch (cause) {
    throw new OperatorError(`${database.name} is damaged: what a backup says of itself cannot be read.`, { cause });
  }
}

/** Whether a backup's bytes are those that its hash was taken of. */
export async function isUnchanged(file: string, { sha256 }: ReadNote): Promise<boolean> {
  return (await hashAround(file, sha256)).sha256 === sha256;
}

async function hashAround(file: string, digits: string): Promise<{ sha256: string; offset: number | null }> {
  const hash = createHash("sha256");
  let offset: number | null = null;
  let read = 0;
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    const at: number = offset === null ? piece.indexOf(digits) : -1;
    if (at >= 0) {
      offset = read + at;
      piece.fill("0", at, at + HASH_DIGITS);
    }
    hash.update(piece);
    read += piece.length;
  }
  return { sha256: hash.digest("hex"), offset };
}
