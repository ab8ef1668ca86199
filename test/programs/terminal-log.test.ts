import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { newDatabase } from "../support/databases.ts";
import { startService, variablesOf } from "../support/service.ts";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
/** Of util-linux: runs a command on a terminal of its own. */
const hasScript = (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, "script")));

/** What `serve` shows on a terminal until it is ready. */
async function shownOnTerminal(variables: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(
    "script",
    ["--quiet", "--return", "--flush", "--command", `${process.execPath} ${MAIN} serve`, "/dev/null"],
    {
      env: { PATH: process.env["PATH"], ...variables },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let shown = "";
  for await (const text of child.stdout.setEncoding("utf8")) {
    shown += text as string; // as its encoding has it
    if (/The service is ready\.[^]*\/graphql/.test(shown)) break;
  }
  child.kill("SIGTERM");
  return shown;
}

it.skipIf(!hasScript)("logs for people on a terminal, and for programs everywhere else", async () => {
  await using place = await newDatabase("sqlite");
  const variables = { ...variablesOf(place), LOG_LEVEL: "info" };
  await using service = await startService(variables);
  const { stderr } = await service.end("SIGTERM");
  expect(stderr).toContain('"msg":"The service is ready."');
  const plain = await shownOnTerminal({ ...variables, NO_COLOR: "1" });
  expect(plain).toMatch(/^.*INFO.*The service is ready\./m);
  expect(plain).not.toContain('"msg"');
  expect(plain).not.toContain("\u001B[");
});
