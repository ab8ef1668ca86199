import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "./databases.ts";
import { API_KEY } from "./server.ts";

/** What a command line begins with: this build's program. */
export const PROGRAM: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL("../../dist/main.js", import.meta.url)),
];

export type Variables = Readonly<Record<string, string>>;

/** The service as a process of its own. */
export interface Service extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** What it has printed until now, on both streams. */
  readonly printed: () => { readonly stdout: string; readonly stderr: string };
  /** Sends the signal and waits for the end. */
  readonly end: (signal: "SIGKILL" | "SIGTERM" | "SIGINT") => Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a test's data is, as the environment tells it to a process. */
export function variablesOf(place: TestDatabase): Variables {
  return {
    PORT: "0",
    DATA_DIR: place.dataDir,
    FIRST_API_KEY: API_KEY,
    WORKERS: "2",
    LOG_LEVEL: "warn", // tests look at what is wrong
    ...(place.databaseUrl !== undefined && { DATABASE_URL: place.databaseUrl }),
  };
}

/** Starts `tokenworks serve` and waits until it is ready. @param program another build's, or this one's by another command, in the place of `PROGRAM`. */
export async function startService(
  variables: Variables,
  options: readonly string[] = [],
  program = PROGRAM,
): Promise<Service> {
  const process = run(["serve", ...options], variables, program);
  const url = await new Promise<string>((resolve, reject) => {
    process.child.stdout?.on("data", () => {
      const found = /(http:\/\/\S+)\/graphql/.exec(process.printed().stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    void process.ended.then(({ code, stderr }) => {
      reject(new Error(`The service ended with ${String(code)}: ${stderr}`));
    });
  });
  const end = (signal: NodeJS.Signals) => {
    process.child.kill(signal);
    return process.ended;
  };
  const dispose = async () => {
    await end("SIGKILL");
  };
  return { url, pid: process.child.pid ?? 0, printed: process.printed, end, [Symbol.asyncDispose]: dispose };
}

/** Runs a command to its end. */
export function command(parameters: readonly string[], variables: Variables): Promise<Ended> {
  return run(parameters, variables).ended;
}

/** Begins a command, and resolves once it has printed something: to its end. */
export async function begunCommand(
  parameters: readonly string[],
  variables: Variables,
): Promise<{ readonly ended: Promise<Ended> }> {
  const { child, ended } = run(parameters, variables);
  await Promise.race([once(child.stdout ?? child, "data"), ended]);
  return { ended };
}

/** Runs a command and kills it once `isEnough` resolves; one that ends before is a failure. */
export async function killedCommand(
  parameters: readonly string[],
  variables: Variables,
  isEnough: () => Promise<unknown>,
): Promise<void> {
  const { child, ended } = run(parameters, variables);
  const early = ended.then(({ code, stdout, stderr }) => {
    if (!child.killed)
      throw new Error(`The command ended with ${String(code)} before it was killed: ${stdout}${stderr}`);
  });
  await Promise.race([isEnough(), early]);
  child.kill("SIGKILL");
  await early;
}

function run(parameters: readonly string[], variables: Variables, [command = "", ...first] = PROGRAM) {
  const child: ChildProcess = spawn(command, [...first, ...parameters], {
    env: { PATH: process.env["PATH"] ?? "", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
  const ended = once(child, "close").then(([code]) => ({
    code: code as number | null /* of the event */,
    stdout,
    stderr,
  }));
  return { child, ended, printed: () => ({ stdout, stderr }) };
}
