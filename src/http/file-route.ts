import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Context, Middleware } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { namesJsonApi } from "../jsonapi/media-type.ts";
import { faultRefusal, refusalsOf } from "../jsonapi/refusal.ts";
import { sendRefusals } from "../jsonapi/respond.ts";
import { type ByteRange, parseByteRange } from "./byte-range.ts";
import { isBrokenConnection } from "./is-broken-connection.ts";
import { precondition, rangeApplies } from "./preconditions.ts";

/** A file as a capability offers it. */
export interface ServedFile {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: bigint;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly acceptsRanges: boolean;
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}

/** The files of a line, each under its name. */
const KINDS = ["data", "snapshot", "analysis", "score", "delta"] as const;

export interface FileQuery {
  readonly lineId: string;
  readonly kind: (typeof KINDS)[number];
  readonly format: "gz" | null;
  readonly part: number | null;
}

export interface FileRouteParts {
  readonly contextOf: (ctx: Context) => RequestContext;
  /** @param gone aborts when the connection closes before the answer is sent. */
  readonly open: (context: RequestContext, query: FileQuery, gone: AbortSignal) => Promise<ServedFile>;
  readonly onFault: (fault: unknown, context: RequestContext) => void;
}

const PATH = /^\/api\/tokens\/([^/]+)\/([^/]+)$/;

/** Serves the files of production lines, generated while they are sent. Nothing negotiates a content coding: the sizes must hold. */
export function fileRoute(parts: FileRouteParts): Middleware {
  return async (ctx, next) => {
    const [, lineId, name] = PATH.exec(ctx.path) ?? [];
    const kind = KINDS.find((each) => each === name);
    if (lineId === undefined || kind === undefined || (ctx.method !== "GET" && ctx.method !== "HEAD")) {
      await next();
      return;
    }
    const context = parts.contextOf(ctx);
    const gone = new AbortController();
    ctx.res.once("close", () => {
      gone.abort();
    });
    try {
      await answer(ctx, await parts.open(context, { lineId, kind, ...parseQuery(ctx.querystring, kind) }, gone.signal));
    } catch (thrown) {
      const refusals = refusalsOf(thrown, {});
      if (refusals === null && !(ctx.res.headersSent && isBrokenConnection(thrown))) parts.onFault(thrown, context);
      if (ctx.res.headersSent || !ctx.res.writable) return;
      sendRefusals(ctx, { title: "File not sent", refusals: refusals ?? [faultRefusal()], requestId: context.requestId });
    }
  };
}

function parseQuery(querystring: string, kind: FileQuery["kind"]): Pick<FileQuery, "format" | "part"> {
  const query = new URLSearchParams(querystring);
  const [format, ...formats] = query.getAll("format");
  const [part, ...parts] = query.getAll("part");
  const unknown = [...query.keys()].find((name) => name !== "format" && name !== "part");
  if (unknown !== undefined) throw new ServiceError("PARAMETER_INVALID", "A file knows the query parameters format and part.", unknown.slice(0, 64));
  if (format !== undefined && kind !== "data") throw new ServiceError("PARAMETER_INVALID", "The data alone has formats.", "format");
  if (formats.length > 0 || (format !== undefined && format !== "gz")) throw new ServiceError("PARAMETER_INVALID", "format may be gz.", "format");
  if (parts.length > 0 || (part !== undefined && !/^[1-9]\d{0,8}$/.test(part))) throw new ServiceError("PARAMETER_INVALID", "part must be the number of a part, 1 for the first.", "part");
  return { format: format ?? null, part: part === undefined ? null : Number(part) };
}

async function answer(ctx: Context, file: ServedFile): Promise<void> {
  const etag = `"${file.sha256}"`;
  ctx.set({ ETag: etag, "Cache-Control": "no-cache", Vary: "Accept", "Accept-Ranges": file.acceptsRanges ? "bytes" : "none" });
  const unmet = precondition(ctx.headers, etag);
  if (unmet === 304) {
    ctx.status = 304;
    return;
  }
  if (unmet === 412) throw new ServiceError("PRECONDITION_FAILED", "The file is not the one that If-Match names.", "If-Match");
  const range = file.acceptsRanges && ctx.method === "GET" && rangeApplies(ctx.headers, etag) ? parseByteRange(ctx.headers.range, file.size) : null;
  if (range === "unsatisfiable") {
    ctx.set("Content-Range", `bytes */${file.size}`);
    throw new ServiceError("RANGE_UNSATISFIABLE", `The file has ${file.size} bytes.`, "Range");
  }
  if (ctx.method === "HEAD") {
    setHeaders(ctx, file, range);
    ctx.respond = false;
    ctx.res.end();
    return;
  }
  const source = Readable.from(file.read(range ?? { start: 0n, end: file.size }), { objectMode: false });
  await once(source, "readable"); // whatever fails before the first byte can still be answered
  setHeaders(ctx, file, range);
  await send(ctx, source);
}

function setHeaders(ctx: Context, file: ServedFile, range: ByteRange | null): void {
  ctx.status = range === null ? 200 : 206;
  if (range !== null) ctx.set("Content-Range", `bytes ${range.start}-${range.end - 1n}/${file.size}`);
  ctx.set("Content-Length", String(range === null ? file.size : range.end - range.start));
  if (namesJsonApi(ctx.headers.accept)) {
    ctx.set("Content-Type", "application/json; charset=utf-8"); // what clients of the documented service expect of every file
  } else {
    ctx.set({ "Content-Type": file.mediaType, "Content-Disposition": `attachment; filename="${file.name}"` });
  }
}

/** Sends the bytes past Koa, which would leave a connection open whose source has failed: it must break, not end as if it were whole. */
async function send(ctx: Context, source: Readable): Promise<void> {
  ctx.respond = false;
  await pipeline(source, ctx.res);
}
