import { readFileSync } from "node:fs";

/** The version of the service, by its package; that stands two folders above both the sources and what is built of them. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  }; // npm sees to it
  return version;
}
