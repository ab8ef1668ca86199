import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { OperatorError } from "../errors.ts";
import { CSV_BEGINNING_BYTES, type CsvRows, isCsv, tokensOfCsv } from "./csv-tokens.ts";

const PIECE_BYTES = 2 ** 20;
const GZIP_MAGIC = Buffer.of(0x1f, 0x8b);

/**
 * Opens a file of tokens for reading it once or more, from its first byte on. One that is compressed with gzip, as its first two bytes tell, is
 * read uncompressed, and of the service's csv, as its first line tells, the tokens alone.
 *
 * @returns what gives its bytes; a piece is valid until the next is asked for.
 * @throws {OperatorError} here and later, when it is no file or cannot be read.
 */
export async function openInput(path: string, rows: CsvRows): Promise<() => AsyncIterable<Uint8Array>> {
  if (!(await statOf(path)).isFile()) throw new OperatorError(`${path} is not a file.`);
  const isGzip = (await beginningOf(readable(path, plain(path)), 2)).equals(GZIP_MAGIC);
  const open = () => readable(path, isGzip ? gunzipped(path) : plain(path));
  if (isCsv(await beginningOf(open(), CSV_BEGINNING_BYTES))) return () => tokensOfCsv(open(), path, rows);
  return open;
}

/**
 * Opens a file to be read as it is.
 *
 * @throws {OperatorError} here and later, when it is no file or cannot be read.
 */
export async function openPlain(path: string, signal: AbortSignal): Promise<() => AsyncIterable<Uint8Array>> {
  if (!(await statOf(path)).isFile()) throw new OperatorError(`${path} is not a file.`);
  return () => readable(path, plain(path, signal));
}

/**
 * Reads a whole file as text.
 *
 * @throws {OperatorError} when it cannot be read or has more bytes than `most`.
 */
export async function readText(path: string, most: number): Promise<string> {
  if ((await statOf(path)).size > most) throw new OperatorError(`${path} is too large for what it should be.`);
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

async function* plain(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path);
  const room = Buffer.allocUnsafe(PIECE_BYTES);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(room, 0, room.length);
      if (bytesRead === 0) return;
      yield room.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function gunzipped(path: string): AsyncIterable<Uint8Array> {
  return pipeline(createReadStream(path), createGunzip({ chunkSize: PIECE_BYTES / 4 }), () => {
    // A failure of either ends the reading of the second.
  });
}

async function* readable(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The first bytes, as many as there are of so many. */
async function beginningOf(bytes: AsyncIterable<Uint8Array>, count: number): Promise<Buffer> {
  let beginning = Buffer.alloc(0);
  for await (const piece of bytes) {
    beginning = Buffer.concat([beginning, piece.subarray(0, count - beginning.length)]);
    if (beginning.length === count) break;
  }
  return beginning;
}

async function statOf(path: string) {
  return stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

function unreadable(path: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code.startsWith("Z_"))
    return new OperatorError(`${path} is a damaged gzip file: it is cut off or was changed.`, { cause });
  if (code === "ENOENT") return new OperatorError(`There is no file ${path}.`, { cause });
  if (["EACCES", "EPERM", "EISDIR", "ENOTDIR", "EIO"].includes(code))
    return new OperatorError(`${path} cannot be read.`, { cause });
  return cause;
}
