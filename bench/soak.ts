import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MixedClient } from "./mixed-client.ts";
import { atLeast, atMost, type Row } from "./row.ts";

const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const CLIENTS = 2;
const MIB = 2 ** 20;
const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const PRELOAD = new URL("built-vitals.mjs", import.meta.url).href;

/** What the process holds at one time. */
interface Vitals {
  readonly residentMib: number;
  readonly heapMib: number;
  /** With what the engine keeps for further use. */
  readonly heapTotalMib: number;
  readonly externalMib: number;
  readonly threads: number;
  readonly files: number;
  /** Handles, requests and timers of the main thread. */
  readonly resources: number;
  readonly rounds: number;
}

/** Mixed use of the built service for so many minutes; what it holds must not grow after the first. */
export async function soakRows(minutes: number, minuteMs = 60_000): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-soak-"));
  const child = fork(MAIN, ["serve"], {
    execArgv: ["--import", PRELOAD],
    env: { ...process.env, PORT: "0", DATA_DIR: dataDir, FIRST_API_KEY: API_KEY, WORKERS: "2", LOG_LEVEL: "warn" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  try {
    const url = await readyAt(child);
    const clients = Array.from({ length: CLIENTS }, () => new MixedClient(url, API_KEY));
    const taken = await watched(child, clients, { minutes, minuteMs });
    return rowsOf(taken);
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
    rmSync(dataDir, { recursive: true });
  }
}

function readyAt(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let printed = "";
  child.stdout?.on("data", (text: Buffer) => {
    printed += text.toString();
    const url = /(http:\/\/\S+)\/graphql/.exec(printed)?.[1];
    if (url !== undefined) resolve(url);
  });
  child.once("exit", () => {
    reject(new Error(`The service ended: ${printed}`));
  });
  return promise;
}

/** At each minute, and half a minute after the end, at rest. */
async function watched(
  child: ChildProcess,
  clients: readonly MixedClient[],
  { minutes, minuteMs }: { readonly minutes: number; readonly minuteMs: number },
): Promise<Vitals[]> {
  const end = new AbortController();
  const running = Promise.all(clients.map((client) => client.run(end.signal)));
  running.catch(() => {
    /* it is awaited below */
  });
  const taken: Vitals[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    await Promise.race([pause(minuteMs), running]); // which ends only by failing
    taken.push(await vitals(child, clients));
    process.stderr.write(`${minute + 1} min: ${JSON.stringify(taken.at(-1))}\n`);
  }
  end.abort();
  await running;
  await pause(REST_MS);
  taken.push(await vitals(child, clients));
  return taken;
}

/** Longer than idle threads and connections are kept. */
const REST_MS = 15_000;

function rowsOf(taken: readonly Vitals[]): Row[] {
  const [first] = taken;
  const last = taken.at(-1);
  const busy = taken.at(-2);
  if (first === undefined || last === undefined || busy === undefined)
    throw new Error("A soak takes two minutes or more.");
  const most = Math.max(...taken.map(({ residentMib }) => residentMib));
  return [
    {
      what: `mixed use, ${CLIENTS} clients, ${taken.length - 1} minutes: resident memory`,
      figure: taken.map(({ residentMib }) => residentMib.toFixed(0)).join(", "),
      against: "MiB above the first minute's, at most",
      ...atMost(most - first.residentMib, 64),
    },
    {
      what: "the same at the end",
      figure: `${last.residentMib.toFixed(0)} MiB; heap ${last.heapMib.toFixed(0)}, external ${last.externalMib.toFixed(0)}`,
      against: "MiB above the first minute's",
      ...atMost(last.residentMib - first.residentMib, 64),
    },
    {
      what: "open files",
      figure: taken.map(({ files }) => files).join(", "),
      against: "more at the last minute than at the first",
      ...atMost(busy.files - first.files, 8),
    },
    {
      what: "threads",
      figure: taken.map(({ threads }) => threads).join(", "),
      against: "more at the last minute than at the first",
      ...atMost(busy.threads - first.threads, 2),
    },
    {
      what: "handles, requests and timers",
      figure: taken.map(({ resources }) => resources).join(", "),
      against: "more at the last minute than at the first",
      ...atMost(busy.resources - first.resources, 8),
    },
    {
      what: "rounds of order, analysis, data, gz, verification, continuation, deletion",
      figure: `${last.rounds}`,
      against: "in all",
      ...atLeast(last.rounds, 20 * (taken.length - 1)),
    },
  ];
}

async function vitals(child: ChildProcess, clients: readonly MixedClient[]): Promise<Vitals> {
  child.send("vitals");
  const [{ heapUsed, heapTotal, external, resources }] = (await once(child, "message")) as [
    { heapUsed: number; heapTotal: number; external: number; resources: number },
  ]; // the only message that answers one
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, "utf8");
  const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
  return {
    residentMib: number("VmRSS") / 1024,
    heapMib: heapUsed / MIB,
    heapTotalMib: heapTotal / MIB,
    externalMib: external / MIB,
    threads: number("Threads"),
    files: readdirSync(`/proc/${child.pid ?? 0}/fd`).length,
    resources,
    rounds: clients.reduce((sum, { rounds }) => sum + rounds, 0),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
