import type { Context } from "koa";
import { ServiceError } from "../errors.ts";
import { namesJsonApi } from "../jsonapi/media-type.ts";
import { precondition, rangeApplies } from "../lib/preconditions.ts";
import type { Runtime } from "../lib/runtime.ts";
import { type ByteRange, MAX_RANGES, parseByteRanges } from "./byte-ranges.ts";
import { type Body, contentRange, multipartRanges } from "./multipart-ranges.ts";
import { sendBody } from "./send-body.ts";

/** A file as a capability offers it. */
export interface ServedFile {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: bigint;
  /** SHA-256 in hex. */
  readonly sha256: string;
  /** A word for what its bytes have more than those of the SHA-256; absent for nothing. */
  readonly variant?: string | undefined;
  readonly acceptsRanges: boolean;
  read(range: ByteRange): AsyncIterable<Uint8Array>;
}

/** What clients of the documented service expect of every file. */
const DOCUMENTED_TYPE = "application/json; charset=utf-8";

/**
 * Answers a GET or HEAD for a file as RFC 9110 has it: conditions, then ranges, then the bytes.
 *
 * @throws {ServiceError} `PRECONDITION_FAILED`, `RANGE_UNSATISFIABLE`, and whatever reading the first bytes throws; nothing is sent then.
 */
export async function answerFile(ctx: Context, file: ServedFile, timer: Runtime["timer"]): Promise<void> {
  const etag = `"${[file.sha256, ...(file.variant === undefined ? [] : [file.variant])].join("-")}"`;
  ctx.set({
    ETag: etag,
    "Cache-Control": "no-cache",
    "Accept-Ranges": file.acceptsRanges ? "bytes" : "none",
  });
  ctx.vary("Accept");
  const unmet = precondition(ctx.headers, etag);
  if (unmet === 304) {
    ctx.status = 304;
    return;
  }
  if (unmet === 412)
    throw new ServiceError("PRECONDITION_FAILED", "The file is not the one that If-Match names.", "If-Match");
  const body = bodyOf(ctx, file, wantedRanges(ctx, file, etag));
  if (ctx.method === "HEAD") {
    setHeaders(ctx, body);
    ctx.respond = false;
    ctx.res.end();
    return;
  }
  const onFirst = () => {
    ctx.respond = false; // Koa would leave a connection open whose source has failed: it must break, not end as if it were whole
    setHeaders(ctx, body);
  };
  await sendBody(ctx.res, body.bytes(), { onFirst, timer });
}

/** The ranges to send; null for the whole file. */
function wantedRanges(ctx: Context, { size, acceptsRanges }: ServedFile, etag: string): readonly ByteRange[] | null {
  const isWanted = ctx.method === "GET" && acceptsRanges && rangeApplies(ctx.headers, etag);
  const ranges = isWanted ? parseByteRanges(ctx.headers.range, size) : null;
  if (ranges !== "unsatisfiable" && ranges !== "excessive") return ranges;
  ctx.set("Content-Range", `bytes */${size}`);
  const why =
    ranges === "unsatisfiable"
      ? `The file has ${size} bytes.`
      : `At most ${MAX_RANGES} ranges may be asked for at once, and no byte more than twice.`;
  throw new ServiceError("RANGE_UNSATISFIABLE", why, "Range");
}

interface FileBody extends Body {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
}

/** One range is sent as it is, several as parts of one body. */
function bodyOf(ctx: Context, file: ServedFile, ranges: readonly ByteRange[] | null): FileBody {
  const isDocumented = namesJsonApi(ctx.headers.accept);
  const mediaType = isDocumented ? DOCUMENTED_TYPE : file.mediaType;
  const read = (range: ByteRange) => file.read(range);
  if (ranges !== null && ranges.length > 1)
    return {
      status: 206,
      headers: {},
      ...multipartRanges({ size: file.size, mediaType, boundary: file.sha256.slice(0, 40), read }, ranges),
    };
  const [range] = ranges ?? [];
  const { start, end } = range ?? { start: 0n, end: file.size };
  const headers = {
    ...(range && { "Content-Range": contentRange(range, file.size) }),
    ...(!isDocumented && { "Content-Disposition": `attachment; filename="${file.name}"` }),
  };
  return { status: range ? 206 : 200, headers, mediaType, length: end - start, bytes: () => read({ start, end }) };
}

function setHeaders(ctx: Context, { status, headers, mediaType, length }: FileBody): void {
  ctx.status = status;
  ctx.set({ ...headers, "Content-Type": mediaType, "Content-Length": String(length) });
}
