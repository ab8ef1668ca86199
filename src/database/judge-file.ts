import type { FileMark } from "./file-mark.ts";
import type { Note } from "./file-note.ts";

/** What lies in the data folder. */
export interface FoundFile {
  readonly database: FileMark;
  /** The write-ahead log, if there is one that holds anything. */
  readonly log: FileMark | null;
  /** Of the machine's present run. */
  readonly boot: string | null;
}

/**
 * - `as left`: the database file is what a stop in good order has left, and there is no log.
 * - `uncertain`: nothing speaks against it, but it is worth a look: after a kill, or where somebody has put it there.
 * - `foreign log`: the log was written for another file than the one that lies beside it.
 */
export type Judgement = "as left" | "uncertain" | "foreign log";

/** Whether a database file and the log beside it belong together, as far as the note of the service's last work on them tells. */
export function judgeFile(note: Note | null, { database, log, boot }: FoundFile): Judgement {
  const isKnown = note?.state === "sealed" || note?.state === "closed";
  if (!isKnown || note.database === null) return "uncertain";
  if (log === null) return note.state === "closed" && isStill(note.database, database, true) ? "as left" : "uncertain";
  // A log that is another one, too, has come with its database: the folder was copied as a whole.
  if (log.inode !== note.log?.inode) return "uncertain";
  return isStill(note.database, database, note.boot === boot) ? "uncertain" : "foreign log";
}

/** Whether a file may still be the one of the note. A power cut can take the time of the last writing with it, but never makes it later. */
function isStill(noted: FileMark, found: FileMark, isSameRun: boolean): boolean {
  if (noted.inode !== found.inode || noted.size !== found.size) return false;
  return isSameRun ? noted.writtenNs === found.writtenNs : BigInt(found.writtenNs) <= BigInt(noted.writtenNs);
}
