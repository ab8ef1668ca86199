import type { IncomingMessage } from "node:http";
import { ServiceError } from "../errors.ts";
import { perRequest } from "./per-request.ts";
import { MAX_BODY_BYTES, readBody } from "./read-body.ts";
import { refuseWildJson, refuseWildText } from "./refuse-wild-json.ts";

const WHOLE = "The body";

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a request's body as JSON.
 *
 * @throws {ServiceError} `BODY_TOO_LARGE` above 1 MiB, `MEDIA_TYPE_UNSUPPORTED` for a compressed one, and `BODY_UNREADABLE` for one that
 * is truncated, not UTF-8, not JSON, deeper than 32 levels, made of more than 10,000 values, or that tries to name a prototype.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  return parseJson(await readBytes(request));
}

/** Reads a request's body whole. Whoever asks for it again gets the same body, or the same refusal. */
export const readBytes = perRequest((request: IncomingMessage) => readBody(request, MAX_BODY_BYTES));

/** @throws {ServiceError} `BODY_UNREADABLE` */
export function parseJson(bytes: Uint8Array): unknown {
  const value = parseText(bytes);
  refuseWildJson(value, WHOLE);
  return value;
}

function parseText(bytes: Uint8Array): unknown {
  try {
    const text = UTF8.decode(bytes);
    refuseWildText(text, WHOLE);
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    // The parser's own words quote the body and differ from release to release.
    throw new ServiceError("BODY_UNREADABLE", "The body is not JSON in UTF-8.");
  }
}
