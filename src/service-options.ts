import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Runtime } from "./lib/runtime.ts";

/** What all of the service is made with. */
export interface ServiceOptions {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly log: Logger;
}

/** What every path begins with where the outside reaches the service; empty where nothing stands before. */
export function publicPathOf({ PUBLIC_URL }: Config): string {
  return PUBLIC_URL === undefined ? "" : new URL(PUBLIC_URL).pathname.replace(/\/$/, "");
}
