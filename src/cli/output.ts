import { createWriteStream, existsSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { OperatorError } from "../errors.ts";

/** Where a command writes. */
export interface Output {
  readonly stream: Writable;
  /** Puts what was written in its place. */
  readonly keep: () => Promise<void>;
  /** Removes what was written. */
  readonly discard: () => Promise<void>;
}

/** Opens a file, or standard output for "-". A regular file appears under its name only once it is whole. */
export function openOutput(path: string): Output {
  if (path === "-") return { stream: process.stdout, keep: nothing, discard: nothing };
  if (existsSync(path) && !statSync(path).isFile())
    return { stream: createWriteStream(path), keep: nothing, discard: nothing };
  const partial = `${path}.${process.pid}.partial`;
  return {
    stream: createWriteStream(partial, { flags: "wx", flush: true }),
    keep: () => rename(partial, path),
    discard: () => rm(partial, { force: true }),
  };
}

/** What a failed write means, in a sentence; other errors as they are. */
export function outputError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EPIPE" || code === "ERR_STREAM_PREMATURE_CLOSE")
    return new OperatorError("The reader of the output has gone; the tokens are not complete.", { cause: error });
  if (code === "ENOSPC")
    return new OperatorError("The disk is full; nothing is kept of the unfinished file.", { cause: error });
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR" || code === "ENOTDIR" || code === "EROFS")
    return new OperatorError("--out must name a file that can be written.", { cause: error });
  return error;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
