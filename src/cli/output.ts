import { createWriteStream, existsSync, statSync } from "node:fs";
import { link, open, rename, rm, truncate } from "node:fs/promises";
import type { Writable } from "node:stream";
import { OperatorError } from "../errors.ts";

/** What becomes of a file that is there already. */
export type Existing = "refuse" | "replace" | "append";

/** Where a command writes. */
export interface Output {
  readonly stream: Writable;
  /** What comes before everything else: the end of a line that a file to go on with has left open. */
  readonly before: string;
  /** Puts what was written in its place. */
  readonly keep: () => Promise<void>;
  /** Removes what was written. */
  readonly discard: () => Promise<void>;
}

/**
 * Opens a file, or standard output for "-". A regular file appears under its name only once it is whole; one to go on with is cut back where it
 * is not.
 *
 * @throws {OperatorError} where there is a file, and it must stay.
 */
export async function openOutput(path: string, existing: Existing): Promise<Output> {
  if (path === "-") return { stream: process.stdout, before: "", keep: nothing, discard: nothing };
  const isThere = existsSync(path);
  if (isThere && !statSync(path).isFile())
    return { stream: createWriteStream(path), before: "", keep: nothing, discard: nothing };
  if (isThere && existing === "refuse") throw taken(path);
  if (isThere && existing === "append") return openToAppend(path);
  const partial = `${path}.${process.pid}.partial`;
  return {
    stream: createWriteStream(partial, { flags: "wx", flush: true }),
    before: "",
    keep: () => (existing === "replace" ? rename(partial, path) : place(partial, path)),
    discard: () => rm(partial, { force: true }),
  };
}

async function openToAppend(path: string): Promise<Output> {
  const { size } = statSync(path);
  const before = size === 0 || (await endsWithNewline(path, size)) ? "" : "\n";
  return {
    stream: createWriteStream(path, { flags: "r+", start: size, flush: true }), // last: whoever gets it waits for it to open
    before,
    keep: nothing,
    discard: () => truncate(path, size),
  };
}

async function endsWithNewline(path: string, size: number): Promise<boolean> {
  const file = await open(path);
  try {
    const last = Buffer.alloc(1);
    await file.read(last, 0, 1, size - 1);
    return last.toString() === "\n";
  } finally {
    await file.close();
  }
}

/** Never in the place of a file that has come meanwhile. */
async function place(partial: string, path: string): Promise<void> {
  try {
    await link(partial, path);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") throw taken(path);
    if (existsSync(path)) throw cause;
    return rename(partial, path); // a file system without links
  }
  await rm(partial);
}

function taken(path: string): OperatorError {
  return new OperatorError(
    `There is a file ${path} already: give another name, --force to replace it, or --append to go on at its end.`,
  );
}

/** Whether a reader has had enough. */
export function isReaderGone(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "EPIPE" || code === "ERR_STREAM_PREMATURE_CLOSE";
}

/** What a failed write means, in a sentence; other errors as they are. */
export function outputError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOSPC")
    return new OperatorError("The disk is full; nothing is kept of the unfinished file.", { cause: error });
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR" || code === "ENOTDIR" || code === "EROFS")
    return new OperatorError("--out must name a file that can be written.", { cause: error });
  return error;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
