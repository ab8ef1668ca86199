import { fileURLToPath } from "node:url";
import type { Context } from "koa";
import { type ConsoleFile, type ConsolePlace, PAGE, readConsole } from "./console-files.ts";
import type { Serve } from "./router.ts";

export interface ConsoleRouteParts extends ConsolePlace {
  /** Where the console was built; the service's own unless told. */
  readonly folder?: string;
  /** Where the explorer was. */
  readonly explorerFolder?: string;
}

/** The same folders for the sources and for what is built of them, which stand side by side. */
const BUILT = fileURLToPath(new URL("../../dist/console/", import.meta.url));
const EXPLORER = fileURLToPath(new URL("../../dist/explorer/", import.meta.url));

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

/** Serves the console and the explorer: the page of each, one document that shows what its address says, and the files beside them. */
export function consoleRoutes({
  folder = BUILT,
  explorerFolder = EXPLORER,
  ...place
}: ConsoleRouteParts): Record<"page" | "explorer" | "asset", Serve> {
  const ofConsole = reader(folder, place);
  const ofExplorer = reader(explorerFolder, place);
  return {
    page: servePage("console", ofConsole),
    explorer: servePage("explorer", ofExplorer),
    asset: async (ctx, next) => {
      const path = ctx.path.slice(1);
      const file = (await ofConsole(path)) ?? (await ofExplorer(path));
      if (file === undefined) await next();
      else send(ctx, file);
    },
  };
}

type ReadFile = (path: string) => Promise<ConsoleFile | undefined>;

function reader(folder: string, place: ConsolePlace): ReadFile {
  let reading: ReturnType<typeof readConsole> | null = null; // at the first request: most tests and commands never ask
  return async (path) => (await (reading ??= readConsole(folder, place)))?.get(path);
}

function servePage(name: string, read: ReadFile): Serve {
  return async (ctx) => {
    const page = await read(PAGE);
    if (page === undefined) tellUnbuilt(ctx, name);
    else send(ctx, page);
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
