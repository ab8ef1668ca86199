import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { consoleBlocks } from "../support/console-blocks.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

it("shows on the page about formats what the command line really prints", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-formats-"));
  try {
    const shown = consoleBlocks(readFileSync(join(ROOT, "docs/formats.md"), "utf8"));
    expect(shown.length).toBeGreaterThan(4);
    const printed: string[] = [];
    for (const { command } of shown) printed.push(await shell(command, folder));
    expect(printed).toEqual(shown.map(({ output }) => output.trim()));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

/** What a command prints on both streams, as a terminal shows it. */
function shell(command: string, cwd: string): Promise<string> {
  const built = command.replace("npx tokenworks", `'${process.execPath}' '${join(ROOT, "dist/main.js")}'`);
  return new Promise((resolve) => {
    execFile("sh", ["-uc", `{ ${built}\n} 2>&1`], { cwd, encoding: "utf8" }, (_, stdout) => {
      resolve(stdout.trim());
    });
  });
}
