import { createHash } from "node:crypto";
import type { Serve } from "./router.ts";

/** A key that has come with a restart is known everywhere after this many seconds. */
const MAX_AGE_S = 300;

/** Tells anybody what verifiers need to know of the service; it stays as it is until the service is started again. */
export function wellKnown(document: unknown): Serve {
  const body = `${JSON.stringify(document, null, 2)}\n`;
  const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
  return (ctx) => {
    ctx.set({ "Cache-Control": `public, max-age=${MAX_AGE_S}`, ETag: etag });
    ctx.status = 200;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    ctx.type = "application/json";
    ctx.body = body;
  };
}
