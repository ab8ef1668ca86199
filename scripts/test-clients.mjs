// Runs the tests of test/clients, whose packages are installed first where they are not: they are no part of the product.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../test/clients/", import.meta.url));
const MARK = `${FOLDER}node_modules/.installed`;

const lock = readFileSync(`${FOLDER}package-lock.json`, "utf8");
if (installed() !== lock) {
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], FOLDER);
  writeFileSync(MARK, lock);
}
const chosen = process.argv.slice(2);
const all = readdirSync(FOLDER).filter((name) => name.endsWith(".test.mjs"));
const files = all.filter((name) => chosen.length === 0 || chosen.some((word) => name.includes(word)));
// One after the other: each has a service of its own.
run(process.execPath, ["--test", "--test-concurrency=1", "--test-timeout=120000", ...files], FOLDER);

function run(command, parameters, cwd) {
  const { status } = spawnSync(command, parameters, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function installed() {
  try {
    return readFileSync(MARK, "utf8");
  } catch {
    return ""; // nothing is
  }
}
