import { spawn } from "node:child_process";
import { once } from "node:events";

/** strace on a running service. */
export interface Trace {
  /** Leaves the service to itself. */
  readonly detach: () => Promise<void>;
}

/** Attaches strace to every thread of a process; it writes what it sees to a file. */
export async function attach(pid: number, log: string, parameters: readonly string[]): Promise<Trace> {
  const strace = spawn("strace", ["-f", "-p", String(pid), "-o", log, ...parameters], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(strace, "close");
  await new Promise<void>((resolve, reject) => {
    let said = "";
    strace.stderr.on("data", (text: Buffer) => {
      said += text.toString();
      if (said.includes("attached")) resolve();
    });
    void ended.then(() => {
      reject(new Error(`strace ended: ${said}`));
    });
  });
  const detach = async () => {
    strace.kill("SIGINT");
    await ended;
  };
  return { detach };
}
