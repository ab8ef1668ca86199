import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { sharedServer } from "../support/shared.ts";
import { API_KEY } from "../support/server.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** What the commands of the pages take from the folder of the service. */
const LINKED = ["bin", "dist", "examples", "node_modules", "package.json"];

/** What a page gives its readers to paste; what it only shows stands in blocks `console`. */
const PAGES = readdirSync(join(ROOT, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => [name, pasted(readFileSync(join(ROOT, "docs", name), "utf8"))] as const)
  .filter(([, script]) => script !== "");

function pasted(page: string): string {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block).join("\n");
}

/** Which the pages ask for; without it there is nothing to try. */
const hasJq = (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, "jq")));

describe.skipIf(!hasJq)("a page", () => {
  const server = sharedServer("sqlite");

  it("with commands to paste is one of several", () => {
    expect(PAGES.length).toBeGreaterThan(5);
  });

  it.each(PAGES)(
    "%s does what it says when it is pasted from its top in a fresh folder",
    async (_, script) => {
      const folder = mkdtempSync(join(tmpdir(), "tokenworks-page-"));
      for (const name of LINKED) symlinkSync(join(ROOT, name), join(folder, name));
      const here = script.replaceAll("http://127.0.0.1:4000", server.url).replaceAll("API_KEY=…", `API_KEY=${API_KEY}`);
      try {
        expect(here).not.toContain("…");
        const { stderr } = await promisify(execFile)("sh", ["-eu", "-c", here], {
          cwd: folder,
          env: { PATH: process.env["PATH"], HOME: folder },
        });
        expect(stderr).not.toMatch(/error|curl:|jq:|not found/i);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );
});
