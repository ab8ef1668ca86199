// Installs and builds what is missing or out of date, so that `npm start` and `npm test` need nothing before them.
// It runs on whatever Node the machine has; what comes after it runs on the Node 24 that it installs.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const INSTALLED = join(root, "node_modules", ".package-lock.json");

/** The process that prepares the folder, while one does. */
const LOCK = join(root, ".preparing");
const LOOK_MS = 200;
const WAITING =
  "Waiting for another command, which installs or builds in this folder (if there is none, delete the file .preparing) …\n";

if (!isPrepared()) alone(prepare); // what is prepared may stand in a folder that nobody may write to
refuseOldNode();

function isPrepared() {
  return isInstalled() && isBuilt();
}

function prepare() {
  if (!isInstalled()) install();
  refuseOldNode();
  if (!isBuilt()) run("npm", ["run", "--silent", "build"]);
}

function isInstalled() {
  return changedAt("package-lock.json") <= changedAt("node_modules/.package-lock.json");
}

function isBuilt() {
  const sources = changedAt(
    ...["src", "scripts", "package-lock.json"],
    ...["tsconfig.json", "tsconfig.build.json", "vite.config.ts", "vite.explorer.config.ts"],
  );
  return sources <= changedAt("dist/.built");
}

/** Two commands that are given at the same time would take the packages away under each other. */
function alone(work) {
  for (let looks = 0; !takeLock(); looks += 1) {
    if (looks === 0) process.stderr.write(WAITING);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
  }
  process.on("exit", () => rmSync(LOCK, { force: true }));
  work();
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (fault) {
    if (fault.code !== "EEXIST") fail(`Nothing can be installed or built in this folder: ${fault.message}.`);
    if (!isAlive(holder())) rmSync(LOCK, { force: true }); // it was killed
    return false;
  }
}

/** @returns null where it has just let go, or not yet said who it is. */
function holder() {
  try {
    return Number(readFileSync(LOCK, "utf8")) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    return pid === null || process.kill(pid, 0);
  } catch (fault) {
    return fault.code === "EPERM";
  }
}

function install() {
  process.stderr.write("Installing (once; about a minute) …\n");
  run("npm", ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (!existsSync(INSTALLED)) fail("npm ci left no packages behind.");
}

/** The Node that everything else runs on is the first one on the path of npm's scripts. */
function refuseOldNode() {
  const { stdout } = spawnSync("node", ["-p", "process.versions.node"], { cwd: root, encoding: "utf8" });
  const [major = 0, minor = 0] = String(stdout).split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 18))
    fail(
      `Tokenworks needs Node 22.18 or newer, but found ${String(stdout).trim()}. It brings its own for Linux on x64; elsewhere install one.`,
    );
}

/** When the newest of some files, or of the files in some folders, was changed; 0 where there is none. */
function changedAt(...paths) {
  return Math.max(0, ...paths.map((path) => newest(join(root, path))));
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name)))); // the folder's own: when a file in it came or went
}

function run(command, parameters) {
  const { status } = spawnSync(command, parameters, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) fail(`${command} ${parameters.join(" ")} failed.`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
