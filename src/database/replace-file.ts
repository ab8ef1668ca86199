import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { syncFile } from "../lib/sync-file.ts";
import { markOf } from "./file-mark.ts";
import { FileNote } from "./file-note.ts";
import { COMPANIONS } from "./sqlite-files.ts";

/** Where a file is made ready that is to take a database's place. */
export function preparedName(file: string): string {
  return `${file}.restoring`;
}

/**
 * Puts the prepared file in the database's place. The folder is the caller's alone.
 *
 * Killed at any point it leaves the old database or the new one: the rename decides, and {@link endReplacement} does what is left to do.
 *
 * @param aside the name of a folder to be, beside the file, that keeps the database of before and its log as they are; nothing is made where there is none.
 */
export function replaceFile(file: string, aside: string): void {
  const note = new FileNote(file);
  const prepared = markOf(preparedName(file));
  if (prepared === null || existsSync(join(dirname(file), aside)))
    throw new Error(`There is no ${preparedName(file)}, or there is a ${aside} already.`);
  note.announce(prepared, aside);
  keep(file, join(dirname(file), aside));
  renameSync(preparedName(file), file);
  syncFile(dirname(file));
  endReplacement(file);
}

/** Ends a replacement that was begun, if one was: completes it where the new file is in its place, else clears away what was prepared. */
export function endReplacement(file: string): void {
  const note = new FileNote(file);
  const begun = note.read();
  if (begun?.state !== "restoring") return;
  if (begun.database?.inode === markOf(file)?.inode) {
    for (const ending of COMPANIONS) rmSync(`${file}${ending}`, { force: true });
    syncFile(dirname(file));
    note.seal("closed");
    return;
  }
  rmSync(preparedName(file), { force: true });
  if (begun.aside !== null) forget(file, join(dirname(file), begun.aside));
  note.open();
}

/** Removes the second names of files that are still in their place. */
function forget(file: string, folder: string): void {
  const kept = markOf(join(folder, basename(file)));
  if (kept === null || kept.inode === markOf(file)?.inode) rmSync(folder, { recursive: true, force: true });
}

/** A second name for each file, or a copy where the disk knows no second names. */
function keep(file: string, folder: string): void {
  const found = [file, ...COMPANIONS.map((ending) => `${file}${ending}`)].filter((path) => existsSync(path));
  if (found.length === 0) return;
  mkdirSync(folder, { mode: 0o700 });
  for (const path of found) {
    const name = join(folder, basename(path));
    try {
      linkSync(path, name);
    } catch {
      copyFileSync(path, name);
    }
    syncFile(name);
  }
  syncFile(folder);
}
