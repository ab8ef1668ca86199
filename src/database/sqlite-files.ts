import { type FileMark, markOf } from "./file-mark.ts";

/** In the data folder. */
export const DATABASE_FILE = "tokenworks.db";

/** What SQLite keeps beside a database file. */
export const COMPANIONS = ["-wal", "-shm", "-journal"] as const;

/** The write-ahead log beside a database file, as far as it holds anything. */
export function logMark(file: string): FileMark | null {
  const mark = markOf(`${file}-wal`);
  return mark === null || mark.size === "0" ? null : mark;
}
