import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { until } from "../support/until.ts";

/** Notes that it has begun, and ends once it may. */
const BUILD = `const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require("node:fs");
  appendFileSync("builds", "begun\\n");
  while (!existsSync("may-end")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  mkdirSync("dist", { recursive: true });
  writeFileSync("dist/.built", "");`;

/** A project that is installed and not built. */
function newProject(stack: AsyncDisposableStack) {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-prepare-"));
  stack.defer(() => rm(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  for (const name of ["scripts", "src", "node_modules"]) mkdirSync(at(name));
  cpSync("scripts/prepare.mjs", at("scripts/prepare.mjs"));
  writeFileSync(at("package.json"), JSON.stringify({ scripts: { build: "node build.cjs" } }));
  writeFileSync(at("package-lock.json"), "{}");
  writeFileSync(at("node_modules/.package-lock.json"), "{}");
  writeFileSync(at("build.cjs"), BUILD);
  const start = () => {
    const child = spawn("node", ["scripts/prepare.mjs"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let told = "";
    child.stderr.on("data", (text: Buffer) => (told += text.toString()));
    return { child, exit: once(child, "exit").then(([status]) => status as number | null), told: () => told };
  };
  return { at, start, builds: () => (existsSync(at("builds")) ? readFileSync(at("builds"), "utf8") : "") };
}

it("builds once for two commands that are given at the same time", async () => {
  await using stack = new AsyncDisposableStack();
  const { at, start, builds } = newProject(stack);
  const first = start();
  await until(() => Promise.resolve(builds() !== ""));
  const second = start();
  await until(() => Promise.resolve(second.told() !== ""));
  expect(second.told()).toMatch(/^Waiting for another command, which installs or builds in this folder /);
  writeFileSync(at("may-end"), "");
  expect(await Promise.all([first.exit, second.exit])).toEqual([0, 0]);
  expect(builds()).toBe("begun\n");
  expect(existsSync(at(".preparing"))).toBe(false);
});

it("takes over from a command that was killed", async () => {
  await using stack = new AsyncDisposableStack();
  const { at, start, builds } = newProject(stack);
  const { pid } = spawnSync("true"); // which has ended
  writeFileSync(at(".preparing"), String(pid));
  writeFileSync(at("may-end"), "");
  expect(await start().exit).toBe(0);
  expect(builds()).toBe("begun\n");
  expect(existsSync(at(".preparing"))).toBe(false);
});
