import type { IncomingMessage } from "node:http";
import getRawBody from "raw-body";
import { ServiceError } from "../errors.ts";

export const MAX_BODY_BYTES = 1_048_576;

/**
 * Reads a request's body whole, into memory.
 *
 * Of one that is too large nothing is kept. What still comes of it is read and dropped, as node:http does with bodies that nobody reads:
 * many clients look for the answer only when they have sent everything.
 *
 * @throws {ServiceError} `BODY_TOO_LARGE`, `MEDIA_TYPE_UNSUPPORTED` for a compressed one, and `BODY_UNREADABLE` for one that is truncated.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw new ServiceError("MEDIA_TYPE_UNSUPPORTED", "Send the body without a content coding.");
  }
  try {
    return await getRawBody(request, { limit: maxBytes, length: request.headers["content-length"] ?? null });
  } catch (cause) {
    request.resume();
    if (typeof cause === "object" && cause !== null && "type" in cause && cause.type === "entity.too.large") {
      throw new ServiceError("BODY_TOO_LARGE", `A body has at most ${maxBytes} bytes.`);
    }
    throw new ServiceError("BODY_UNREADABLE", "The body ended before its announced length.");
  }
}
