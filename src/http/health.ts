import type { Serve } from "./router.ts";

/** What the service can do at the moment, as far as it has seen. */
export interface Readiness {
  readonly isReady: boolean;
  /** Whether the last attempt to write has succeeded. */
  readonly isWritable: boolean;
  /** By how many seconds this machine's clock is off the database's; null where it is not. */
  readonly clockOffSeconds: number | null;
  /** Versions of other nodes that do not go together with this one's. */
  readonly otherVersions: readonly string[];
  /** How the replica is that could be read: `well`, also where there is none. */
  readonly replica: string;
}

/** `livez`: the process answers. `readyz`: it can also do its work, that is, read its database; whether it can write is told beside. */
export function health(readiness: () => Promise<Readiness>): Record<"livez" | "readyz", Serve> {
  return {
    livez: (ctx) => {
      ctx.set("Cache-Control", "no-store");
      ctx.body = { status: "ok" };
    },
    readyz: async (ctx) => {
      ctx.set("Cache-Control", "no-store");
      const { isReady, isWritable: writable, clockOffSeconds, otherVersions, replica } = await readiness();
      ctx.status = isReady ? 200 : 503;
      ctx.body = isReady
        ? {
            status: "ok",
            writable,
            ...(clockOffSeconds !== null && { clockOffSeconds }),
            ...(otherVersions.length > 0 && { otherVersions }),
            ...(replica !== "well" && { replica }),
          }
        : { status: "unavailable" };
    },
  };
}
