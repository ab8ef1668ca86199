import { statSync } from "node:fs";
import { resolve } from "node:path";
import { OperatorError } from "../errors.ts";

/**
 * Refuses one file in two options: what is written last would take the place of the other, such as a key that is nowhere else.
 *
 * @param paths of the options, by their names; "-" and devices may come twice.
 * @throws {OperatorError} naming both.
 */
export function refuseSharedFiles(paths: Readonly<Record<string, string | undefined>>): void {
  const takenBy = new Map<string, string>();
  for (const [option, path] of Object.entries(paths)) {
    const file = path === undefined || path === "-" ? null : identityOf(path);
    if (file === null) continue;
    const other = takenBy.get(file);
    if (other !== undefined)
      throw new OperatorError(`${other} and ${option} are the same file, ${path ?? ""}: give each its own.`);
    takenBy.set(file, option);
  }
}

/** The same for all names of a file; null for what is none, such as a device. */
function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return resolve(path);
  return found.isFile() ? `${found.dev}:${found.ino}` : null;
}
