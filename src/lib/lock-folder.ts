import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { OperatorError } from "../errors.ts";

/**
 * Takes a folder for this process alone, and makes it when there is none.
 *
 * Node has no file locks of its own; SQLite's exclusive lock is one of the operating system, so it is gone with the process, however that ends.
 *
 * @returns how to let go.
 * @throws {OperatorError} when the folder cannot be written, or another process has it.
 */
export function lockFolder(folder: string): () => void {
  const file = openLock(folder);
  try {
    file.exec("begin exclusive");
  } catch (cause) {
    file.close();
    throw new OperatorError(`Another Tokenworks runs on the data folder ${folder}: stop it, or set another DATA_DIR.`, {
      cause,
    });
  }
  return () => file.close();
}

function openLock(folder: string): Sqlite.Database {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return new Sqlite(join(folder, "lock"), { timeout: 0 });
  } catch (cause) {
    throw new OperatorError(`DATA_DIR must be a folder that can be written: ${folder} cannot.`, { cause });
  }
}

/** Step by step: where a parent takes no folders, such as /proc, Node's own recursion does not end. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
