import type { IncomingMessage } from "node:http";
import { parseJson, readBytes, readJson } from "../lib/read-json.ts";
import { isMultipart, refuseOtherContent } from "./media-type.ts";
import { readMultipart } from "./read-multipart.ts";
import type { RestRequest, Route } from "./rest-action.ts";

type RequestBody = Pick<RestRequest, "body" | "snapshot">;

const NONE: RequestBody = { body: undefined, snapshot: null };

/**
 * Reads a request's body as its route takes it. Where a route can do without, an empty body is none, and its type says nothing.
 *
 * @throws {ServiceError} as `readJson` and `readMultipart` do, and `MEDIA_TYPE_UNSUPPORTED` for any other type.
 */
export async function readRequestBody(
  request: IncomingMessage,
  { method, needsBody = true, takesForm = false }: Route,
): Promise<RequestBody> {
  if (method !== "POST") return NONE;
  if (!needsBody && (await readBytes(request)).length === 0) return NONE;
  const contentType = request.headers["content-type"];
  if (takesForm && isMultipart(contentType)) {
    const { "info.json": info, "snapshot.blob": snapshot } = await readMultipart(request);
    return { body: parseJson(info), snapshot };
  }
  refuseOtherContent(contentType, takesForm);
  return { body: await readJson(request), snapshot: null };
}
