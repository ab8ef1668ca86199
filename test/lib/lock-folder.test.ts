import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { OperatorError } from "../../src/errors.ts";
import { lockFolder } from "../../src/lib/lock-folder.ts";

const ROOT = mkdtempSync(join(tmpdir(), "tokenworks-lock-"));
afterAll(() => {
  rmSync(ROOT, { recursive: true });
});

it("makes the folder, for its owner alone, and holds it until it is let go", () => {
  const folder = join(ROOT, "some", "where");
  const letGo = lockFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(() => lockFolder(folder)).toThrow(
    `Another Tokenworks runs on the data folder ${folder}: stop it, or set another DATA_DIR.`,
  );
  letGo();
  lockFolder(folder)();
});

it.each([
  ["a path through a device", () => "/dev/null/x"],
  ["a path that takes no folders", () => "/proc/tokenworks/data"],
  ["a file", () => withFile("file")],
  ["a folder whose lock is a folder", () => withFolder("odd", "lock")],
])("refuses %s with a sentence", (_, makePath) => {
  const path = makePath();
  expect(() => lockFolder(path)).toThrow(
    new OperatorError(`DATA_DIR must be a folder that can be written: ${path} cannot.`),
  );
  expect(existsSync("/dev/null")).toBe(true);
});

function withFile(name: string): string {
  writeFileSync(join(ROOT, name), "");
  return join(ROOT, name);
}

function withFolder(name: string, inside: string): string {
  mkdirSync(join(ROOT, name, inside), { recursive: true });
  return join(ROOT, name);
}
