import { fileURLToPath } from "node:url";
import type { Context } from "koa";
import { type ConsoleFile, type ConsolePlace, PAGE, readConsole } from "./console-files.ts";
import type { Serve } from "./router.ts";

export interface ConsoleRouteParts extends ConsolePlace {
  /** Where the console was built; the service's own unless told. */
  readonly folder?: string;
}

/** The same folder for the sources and for what is built of them, which stand side by side. */
const BUILT = fileURLToPath(new URL("../../dist/console/", import.meta.url));

/** A page that runs nothing but what this service serves, and speaks to nobody else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const UNBUILT =
  "The console is not built: run 'npm run build' and start the service again. GraphQL is at /graphql, REST at /api.\n";

/** Serves the console: its page, one document that shows what its address says, and the files beside it. */
export function consoleRoutes({ folder = BUILT, ...place }: ConsoleRouteParts): Record<"page" | "asset", Serve> {
  let reading: ReturnType<typeof readConsole> | null = null; // at the first request: most tests and commands never ask
  const read = async (path: string) => (await (reading ??= readConsole(folder, place)))?.get(path);
  return {
    page: async (ctx) => {
      const page = await read(PAGE);
      if (page === undefined) tellUnbuilt(ctx);
      else send(ctx, page);
    },
    asset: async (ctx, next) => {
      const file = await read(ctx.path.slice(1));
      if (file === undefined) await next();
      else send(ctx, file);
    },
  };
}

function tellUnbuilt(ctx: Context): void {
  ctx.status = 404;
  ctx.type = "text/plain; charset=utf-8";
  ctx.body = UNBUILT;
}

function send(ctx: Context, { type, body, gzipped, etag, isImmutable }: ConsoleFile): void {
  ctx.set({
    "Cache-Control": isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
    "Content-Security-Policy": POLICY,
    ETag: etag,
    Vary: "Accept-Encoding",
  });
  ctx.status = 200;
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = type;
  const isZipped = ctx.acceptsEncodings("gzip", "identity") === "gzip";
  if (isZipped) ctx.set("Content-Encoding", "gzip");
  ctx.body = isZipped ? gzipped : body;
}
