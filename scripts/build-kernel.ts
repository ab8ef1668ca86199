import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, rename, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SOURCES = fileURLToPath(new URL("../src/generator/kernel/assembly", import.meta.url));
const BINARY = fileURLToPath(new URL("../src/generator/kernel/kernel.wasm", import.meta.url));
/** Run as a program: importing it would bring AssemblyScript's global types, which are not those of TypeScript. */
const COMPILER = fileURLToPath(new URL("../node_modules/assemblyscript/bin/asc.js", import.meta.url));

/** Pages of 64 KiB: 4 MiB are enough for every plain line. */
const PAGES = "64";

/** 128 MiB: the tables of a format, 64 MiB at most, and what a line needs beside them. */
const MAX_PAGES = "2048";

/**
 * Compiles the generator's kernels to WebAssembly, beside what loads them, unless that is done.
 *
 * @throws {Error} With the compiler's words.
 */
export async function buildKernel(): Promise<void> {
  const built = await modifiedMs(BINARY);
  const sources = [
    fileURLToPath(import.meta.url),
    ...(await readdir(SOURCES)).filter((name) => name.endsWith(".ts")).map((name) => `${SOURCES}/${name}`),
  ];
  const modified = await Promise.all(sources.map(modifiedMs));
  if (modified.every((time) => time < built)) return;
  const binary = `${BINARY}.${process.pid}`;
  await promisify(execFile)(process.execPath, [
    COMPILER,
    `${SOURCES}/index.ts`,
    "--outFile",
    binary,
    "-O3",
    "--converge",
    "--noAssert",
    "--runtime",
    "stub",
    "--enable",
    "simd",
    "--enable",
    "relaxed-simd",
    "--initialMemory",
    PAGES,
    "--maximumMemory",
    MAX_PAGES,
  ]);
  await rename(binary, BINARY); // whole or not at all, for whoever builds or reads it meanwhile
}

/** When a file was changed last; 0 when there is none. */
async function modifiedMs(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildKernel();
  const folder = process.argv[process.argv.indexOf("--to") + 1];
  if (process.argv.includes("--to") && folder !== undefined) {
    await mkdir(folder, { recursive: true });
    await copyFile(BINARY, `${folder}/kernel.wasm`);
  }
}
