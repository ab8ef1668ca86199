import { createWriteStream, fstatSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { OperatorError } from "../errors.ts";

/**
 * What came by standard input, as a file that can be read more than once; gone when disposed of.
 *
 * @throws {OperatorError} where standard input is a folder, which Node would read as an empty file.
 */
export async function keepStandardInput(signal: AbortSignal): Promise<AsyncDisposable & { readonly path: string }> {
  if (fstatSync(0).isDirectory()) throw new OperatorError("Standard input is a folder, not a file.");
  const folder = await mkdtemp(join(tmpdir(), "tokenworks-"));
  const path = join(folder, "input");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(process.stdin, createWriteStream(path, { flags: "wx", mode: 0o600 }), { signal });
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, [Symbol.asyncDispose]: remove };
}
