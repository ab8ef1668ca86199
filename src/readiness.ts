import { tryReading } from "./database/try-reading.ts";
import type { Drain } from "./http/drain.ts";
import type { Readiness } from "./http/health.ts";
import type { Runtime } from "./lib/runtime.ts";
import { isOff } from "./lib/set-clock.ts";
import type { Capabilities } from "./start-production.ts";

/** What `/readyz` tells. */
export function readiness(
  {
    database,
    guard,
    clock,
    versions,
    replica,
  }: Pick<Capabilities, "database" | "guard" | "clock" | "versions" | "replica">,
  drain: Drain,
  { timer }: Runtime,
): () => Promise<Readiness> {
  const isReadable = tryReading(database, timer);
  return async () => ({
    isReady: drain.isAccepting() && !guard.isLost() && (await isReadable()),
    isWritable: database.vitals.condition === "well",
    clockOffSeconds: isOff(clock.offsetMs()) ? Math.round(clock.offsetMs() / -1_000) : null,
    otherVersions: versions.all(),
    replica: replica?.condition ?? "well",
  });
}
