import { readFileSync } from "node:fs";

let known: string | undefined;

/** The version of the service, by its package, which stands two folders above both the sources and what is built of them; read once. */
export function version(): string {
  return (known ??= read());
}

function read(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  }; // npm sees to it
  return version;
}
