import { existsSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { OperatorError } from "../errors.ts";
import { lockFolder } from "../lib/lock-folder.ts";

export interface StartFiles {
  readonly folder: string;
  /** Names of what a first start makes, and nobody else. */
  readonly names: readonly string[];
  /** Names of which one tells that there was a start before. */
  readonly signs: readonly string[];
}

/**
 * Looks at a data folder before a start.
 *
 * @returns how to take away what a start that has failed since has made there. Where there was a start before, everything stays.
 */
export function noteTraces({ folder, names, signs }: StartFiles): () => void {
  const isThere = (name: string) => existsSync(join(folder, name));
  if (signs.some(isThere)) return nothing;
  const own = names.filter((name) => !isThere(name));
  const folders = missingFolders(folder);
  return () => {
    if (!existsSync(folder)) return;
    try {
      const letGo = lockFolder(folder); // another start may have begun meanwhile, and then they are its own
      for (const name of own) rmSync(join(folder, name), { force: true });
      letGo();
      for (const each of folders) rmdirSync(each);
    } catch (error) {
      if (!(error instanceof OperatorError) && !isFileError(error)) throw error;
      // What cannot be taken away is in nobody's way: the next start goes on with it.
    }
  };
}

/** The folder and those above it that are not there, the innermost first. */
function missingFolders(folder: string): string[] {
  return existsSync(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function nothing(): void {
  // There is nothing that this start has made.
}
