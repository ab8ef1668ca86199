// cspell:ignore netns nsenter veth
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** What another program is run by in a network of its own, which ends with it: root may, and elsewhere everybody in a namespace of users. */
const WAYS: readonly (readonly string[])[] = [
  ["unshare", "--net", "--"],
  ["unshare", "--user", "--map-current-user", "--keep-caps", "--net", "--"],
];

/** As what is to be done there. */
const PROBE = "ip link add one type veth peer name other && unshare --net true && command -v nsenter";

/** What a command line begins with that runs in a network of its own; null where this machine allows none. */
export function ownNetwork(): readonly string[] | null {
  return (
    WAYS.find(([program = "", ...first]) => spawnSync(program, [...first, "sh", "-c", PROBE]).status === 0) ?? null
  );
}

/** A network that is this process's child. */
export interface Network extends Disposable {
  /** What a command line begins with that runs there. */
  readonly within: readonly string[];
  readonly pid: number;
  readonly run: (commands: string) => void;
}

/** Begins another network beside the one that this process is in. */
export async function newNetwork(): Promise<Network> {
  const holder: ChildProcess = spawn("unshare", ["--net", "sh", "-c", "echo there; exec sleep infinity"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (holder.stdout) await once(holder.stdout, "data");
  const pid = holder.pid ?? 0;
  const within = ["nsenter", `--net=/proc/${pid}/ns/net`, "--"];
  const run = (commands: string) => {
    const [program = "", ...first] = within;
    execFileSync(program, [...first, "sh", "-ec", commands]);
  };
  return { within, pid, run, [Symbol.dispose]: () => void holder.kill("SIGKILL") };
}
