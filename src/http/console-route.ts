import { fileURLToPath } from "node:url";
import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import { type ConsoleFile, type ConsolePlace, PAGE, readConsole } from "./console-files.ts";
import { refuse } from "./refuse.ts";

export interface ConsoleRouteParts extends ConsolePlace {
  /** Where it was built; the service's own console unless told. */
  readonly folder?: string;
  /** The addresses of its pages; all are one document, which shows what its address says. */
  readonly pages?: RegExp;
  /** What it is called where it is missing. */
  readonly name?: string;
}

/** The same folder for the sources and for what is built of them, which stand side by side. */
const BUILT = fileURLToPath(new URL("../../dist/console/", import.meta.url));

const PAGES = /^\/(?:(?:lines\/[^/]+|new|alphabets|sessions|account)\/?)?$/;

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

/** Serves the console, or another page that is built like it: the document at each of its addresses, and the files beside it. */
export function consoleRoute({
  folder = BUILT,
  pages = PAGES,
  name = "console",
  ...place
}: ConsoleRouteParts): Middleware {
  let reading: ReturnType<typeof readConsole> | null = null; // at the first request: most tests and commands never ask
  return async (ctx, next) => {
    const path = pages.test(ctx.path) ? PAGE : /^\/((?:assets\/)?[\w.-]+)$/.exec(ctx.path)?.[1];
    if (path === undefined) {
      await next();
      return;
    }
    const files = await (reading ??= readConsole(folder, place));
    const file = files?.get(path);
    if (file === undefined && path !== PAGE) await next();
    else if (ctx.method !== "GET" && ctx.method !== "HEAD") {
      ctx.set("Allow", "GET, HEAD");
      refuse(ctx, new ServiceError("METHOD_NOT_ALLOWED", "This path allows GET, HEAD."));
    } else if (file === undefined) tellUnbuilt(ctx, name);
    else send(ctx, file);
  };
}

function tellUnbuilt(ctx: Context, name: string): void {
  ctx.status = 404;
  ctx.type = "text/plain; charset=utf-8";
  ctx.body = `The ${name} is not built: run 'npm run build' and start the service again. GraphQL is at /graphql, REST at /api.\n`;
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
