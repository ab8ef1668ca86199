import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** A file of the console, ready to be sent. */
export interface ConsoleFile {
  readonly type: string;
  readonly body: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
  /** Whether its name changes with its content, so that it may be kept for ever. */
  readonly isImmutable: boolean;
}

/** What the page is told of the service that serves it. */
export interface ConsolePlace {
  /** What every path begins with where the outside reaches the service; empty where nothing stands before. */
  readonly publicPath: string;
  readonly version: string;
}

/** The page itself, by its path in the folder. */
export const PAGE = "index.html";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const compress = promisify(gzip);

/**
 * Reads the built console whole, by path within its folder: a build that replaces it meanwhile must not take away what an open page still needs.
 *
 * @returns null where it is not built.
 */
export async function readConsole(
  folder: string,
  place: ConsolePlace,
): Promise<ReadonlyMap<string, ConsoleFile> | null> {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = found
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length));
    const files = await Promise.all(paths.map(async (path) => [path, await readOne(folder, path, place)] as const));
    return new Map(files).has(PAGE) ? new Map(files) : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function readOne(folder: string, path: string, place: ConsolePlace): Promise<ConsoleFile> {
  const read = await readFile(join(folder, path));
  const body = path === PAGE ? Buffer.from(placed(read.toString(), place)) : read;
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    body,
    gzipped: await compress(body, { level: 9 }),
    etag: `"${createHash("sha256").update(body).digest("base64url")}"`,
    isImmutable: path.startsWith("assets/"),
  };
}

/** A public path has only characters that mean nothing in HTML. */
function placed(page: string, { publicPath, version }: ConsolePlace): string {
  return page
    .replace('<base href="/"', `<base href="${publicPath}/"`)
    .replace('name="version" content=""', `name="version" content="${version}"`);
}
