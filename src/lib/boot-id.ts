import { readFileSync } from "node:fs";

/** What names this run of the machine, where the operating system tells it (Linux); null elsewhere. */
export function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return null; // not told here
  }
}
