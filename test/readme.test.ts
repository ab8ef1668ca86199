import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { consoleBlocks } from "./support/console-blocks.ts";
import { API_KEY, newServer } from "./support/server.ts";
import { command } from "./support/service.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Which the page asks for; without it there is nothing to try. */
const hasJq = (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, "jq")));

it.skipIf(!hasJq)("shows in its README what its commands really print", async () => {
  await using server = await newServer("sqlite");
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-readme-"));
  // The page's commands are run from the clone, but must leave nothing in it.
  for (const name of ["examples", "node_modules", "package.json"]) symlinkSync(join(ROOT, name), join(folder, name));
  try {
    const shown = consoleBlocks(readFileSync(join(ROOT, "README.md"), "utf8"));
    const printed = await run(
      shown.map(({ command }) => command.replaceAll("http://127.0.0.1:4000", server.url)),
      folder,
      server.url,
    );
    expect(printed.map((output, index) => `$ ${shown[index]?.command ?? ""}\n${likeness(output)}`)).toEqual(
      shown.map(({ command, output }) => `$ ${command}\n${likeness(output)}`),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Runs the commands one after the other in one shell, as a reader would. */
async function run(commands: readonly string[], cwd: string, url: string): Promise<string[]> {
  const mark = "=== next command ===";
  const script = commands
    .map((command) => `${command.replace("API_KEY=…", `API_KEY=${API_KEY}`)}\necho; echo '${mark}'`)
    .join("\n");
  const follow = script.replace(
    "examples/follow.mjs $ID",
    `examples/follow.mjs $ID ${url.replace("http", "ws")}/graphql`,
  );
  // HTTPie is used where it is installed; else a small stand-in that understands the page's command lines.
  const path = [process.env["PATH"], join(ROOT, "test", "support", "bin")].join(delimiter);
  const { stdout } = await promisify(execFile)("sh", ["-eu", "-c", follow], {
    cwd,
    env: { ...process.env, PATH: path },
    encoding: "utf8",
  });
  return stdout.split(`${mark}\n`).slice(0, -1);
}

/** Output with everything masked that differs from run to run, and of a subscription only how it ends. */
function likeness(output: string): string {
  return output
    .trim()
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replace(/^(STARTED|REQUESTED|ENDED) \d+ %\n/gm, "")
    .replace(/^[0-9A-Z]{12}$/gm, "<token>");
}

it("lists every command of the command line, and no other", async () => {
  const { stdout } = await command(["--help"], {});
  const commands = Array.from(
    stdout.matchAll(/^ {2}([a-z][a-z-]+)(?: \[options\]| [[<]| {2})/gm),
    ([, name = ""]) => name,
  );
  const page = readFileSync(join(ROOT, "README.md"), "utf8");
  const listed = Array.from(page.matchAll(/^\| `tokenworks ([a-z-]+)/gm), ([, name = ""]) => name);
  expect(commands.length).toBeGreaterThan(8);
  expect([...new Set(listed)].sort()).toEqual(commands.filter((name) => name !== "help").sort());
});
