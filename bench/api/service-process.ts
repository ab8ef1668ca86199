import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process that serves on a port. */
export interface Served extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Preloaded, it answers the message "vitals". */
export const VITALS = new URL("../built-vitals.mjs", import.meta.url).href;

/** The built service, as an operator starts it. @param args those of Node. */
export async function serveBuilt(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Served> {
  const main = fileURLToPath(new URL(`${environment["BENCH_DIST"] ?? "../../dist"}/main.js`, import.meta.url));
  const child = fork(main, ["serve"], {
    execArgv: [...args, ...(process.env["BENCH_SERVICE_ARGS"] ?? "").split(" ").filter((word) => word !== "")],
    env: { ...process.env, PORT: "0", WORKERS: "2", LOG_LEVEL: "warn", ...environment },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  let printed = "";
  const port = new Promise<number>((resolve, reject) => {
    child.stdout?.on("data", (text: Buffer) => {
      printed += text.toString();
      const found = /http:\/\/[^:]+:(\d+)\/graphql/.exec(printed)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once("exit", () => {
      reject(new Error(`The service ended: ${printed}`));
    });
  });
  return served(child, await port, "SIGTERM");
}

/** One of `limits.mjs`. */
export async function serveLimit(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Served> {
  const child = fork(fileURLToPath(new URL("limits.mjs", import.meta.url)), [name], {
    execArgv: [],
    env: { ...process.env, NODE_ENV: "production", ...environment },
  });
  const [url] = (await once(child, "message")) as [string]; // what it sends first
  return served(child, Number(new URL(url).port), "SIGKILL");
}

function served(child: ChildProcess, port: number, signal: NodeJS.Signals): Served {
  return {
    child,
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill(signal);
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}
