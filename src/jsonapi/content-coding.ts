import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context } from "koa";

/** Bytes below which compressing saves no packet. */
export const MIN_CODED_BYTES = 1_024;

/** Half the time of zlib's own level, for about the same size. */
const BROTLI_QUALITY = 4;

const CODERS = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const;

/**
 * Codes a body as `Accept-Encoding` asks for it, and says so in the headers; as a whole, so that HEAD tells the length that GET has.
 *
 * Only for answers that hold no secret beside text of somebody else's choice: their lengths would tell of it (BREACH).
 */
export async function codedBody(ctx: Context, text: string): Promise<Buffer> {
  ctx.vary("Accept-Encoding");
  const bytes = Buffer.from(text);
  if (bytes.length < MIN_CODED_BYTES) return bytes;
  const coding = ctx.acceptsEncodings("br", "gzip", "identity");
  if (coding !== "br" && coding !== "gzip") return bytes;
  const coded = await CODERS[coding](bytes);
  ctx.set("Content-Encoding", coding);
  return coded;
}
