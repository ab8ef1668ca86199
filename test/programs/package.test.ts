import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** What a user's machine has: this Node, and npm. */
const ENV = { PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter), npm_config_offline: "true" };

let folder: string;
let files: readonly string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tokenworks-package-"));
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
  });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new Error("npm has packed nothing.");
  files = packed.files.map(({ path }) => path);
  await install(packed.filename);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/**
 * Puts the package into a folder as npm does, but asks no registry: what it depends on is linked, and nothing else can be found. So a package
 * that needs a development dependency does not start.
 */
async function install(tarball: string): Promise<void> {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  await run("tar", ["-xzf", join(folder, tarball), "-C", modules]);
  await run("mv", [join(modules, "package"), join(modules, "tokenworks")]);
  const { dependencies, bin } = JSON.parse(readFileSync(join(modules, "tokenworks", "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    bin: { tokenworks: string };
  };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  symlinkSync(join("..", "tokenworks", bin.tokenworks), join(modules, ".bin", "tokenworks"));
  await run("chmod", ["+x", join(modules, "tokenworks", bin.tokenworks)]);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
}

describe("the package", () => {
  it("holds what is built, its kernel and console, the schema and its pages, and nothing else", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "LICENSE",
        "README.md",
        "bin/tokenworks.js",
        "dist/console/index.html",
        "dist/explorer/index.html",
        "dist/generator/kernel/kernel.wasm",
        "dist/main.js",
        "package.json",
        "schema/operations/tokens.graphql",
        "schema/schema.graphql",
      ]),
    );
    const others = files.filter(
      (path) => !/^(LICENSE|README\.md|package\.json|(bin|deploy|dist|schema)\/.+)$/.test(path),
    );
    expect(others).toEqual([]);
    expect(files.filter((path) => /\.(map|tsx|built)$/.test(path) || /(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  it("serves, produces and verifies by npx in a folder of its own", async () => {
    const npx = (...words: string[]) => run("npx", ["--no-install", "tokenworks", ...words], { cwd: folder, env: ENV });
    await npx("produce", "--alphabet", "DICE", "--digits", "5", "--size", "7776", "--out", "t.txt", "--certificate", "c.json", "--public-key", "k.json"); // prettier-ignore
    const { stdout } = await npx("verify", "t.txt", "c.json", "--keys", "k.json");
    expect(stdout).toMatch(/^The file is what the service has certified\.$/m);
    const service = spawn("npx", ["--no-install", "tokenworks", "serve", "--port", "0"], { cwd: folder, env: ENV, detached: true }); // prettier-ignore
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let printed = "";
        service.stdout.on("data", (text: Buffer) => {
          printed += text.toString();
          const found = /Console +(http:\S+?\/)#/.exec(printed)?.[1];
          if (found !== undefined) resolve(found);
        });
        service.once("exit", (code) => {
          reject(new Error(`It ended with ${String(code)}: ${printed}`));
        });
      });
      expect((await fetch(`${url}readyz`)).status).toBe(200);
      expect(await (await fetch(url)).text()).toContain("<title>");
    } finally {
      process.kill(-(service.pid ?? 0), "SIGTERM"); // npx and what it has started
    }
  }, 60_000);

  it("gives its generator, verify and the schema to other programs, with types", async () => {
    writeFileSync(
      join(folder, "use.ts"),
      `import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chunk } from "tokenworks/generator";
import { startGeneratorPool } from "tokenworks/generator/pool";
import { verify } from "tokenworks/verify";
const made: Uint8Array = chunk({ version: 1, key: new Uint8Array(32), chars: "ACGT", digits: 4 }, 0n, 2).bytes;
const pool = startGeneratorPool({ workers: 1 });
for await (const { bytes } of pool.chunks({ version: 1, key: new Uint8Array(32), chars: "ACGT", digits: 4 }, { first: 0n, count: 2n }))
  console.log(Buffer.from(bytes).equals(made));
await pool.stop();
const code: number = await verify({ paths: ["none", "none"] });
console.log(code, readFileSync(fileURLToPath(import.meta.resolve("tokenworks/schema.graphql")), "utf8").includes("type Query"));
`,
    );
    const { stdout } = await run(process.execPath, ["use.ts"], { cwd: folder, env: ENV });
    expect(stdout).toBe("true\n2 true\n");
    symlinkSync(join(ROOT, "node_modules", "@types"), join(folder, "node_modules", "@types"));
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2024", "--types", "node", "use.ts"]; // prettier-ignore
    const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const problems = await run(process.execPath, [compiler, ...options], { cwd: folder }).then(
      () => "",
      (error: unknown) => (error as { stdout: string }).stdout, // of a process that has ended with a code
    );
    expect(problems).toBe("");
  }, 60_000);
});
