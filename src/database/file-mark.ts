import { statSync } from "node:fs";

/** What a file was when it was looked at: enough to tell later whether it was replaced, or written by somebody else. */
export interface FileMark {
  readonly inode: string;
  /** Bytes. */
  readonly size: string;
  /** Nanoseconds of the epoch. */
  readonly writtenNs: string;
}

/** Null where there is no file. */
export function markOf(path: string): FileMark | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined
    ? null
    : { inode: String(stat.ino), size: String(stat.size), writtenNs: String(stat.mtimeNs) };
}
