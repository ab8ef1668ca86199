import { readFileSync } from "node:fs";

/** The service's version, as its package names it. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version; // our own
}
