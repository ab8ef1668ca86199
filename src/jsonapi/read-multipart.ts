import type { IncomingMessage } from "node:http";
import { ServiceError } from "../errors.ts";
import { type FormPart, parseMultipart } from "../lib/parse-multipart.ts";
import { readBody } from "../lib/read-body.ts";
import { parseBoundary } from "./media-type.ts";

const NAMES = ["info.json", "snapshot.blob"] as const;

type PartName = (typeof NAMES)[number];

/** What continues a line: the order, and the sealed state to go on from. */
export type MultipartBody = Readonly<Record<PartName, Buffer>>;

/** Of each part: the snapshot of a line with 65,536 characters is smaller. */
const MAX_PART_BYTES = 1_048_576;

/** Both parts, and 64 KiB for what stands around them. */
const MAX_FORM_BYTES = NAMES.length * MAX_PART_BYTES + 65_536;

/**
 * Reads a form of two parts, in either order, each known by its field name or else by its file name, whatever type it claims.
 *
 * @throws {ServiceError} as `readBody` and `parseMultipart` do, `BODY_TOO_LARGE` for a part above 1 MiB, too, and `BODY_INVALID` for a part
 * that is missing, doubled, or has another name.
 */
export async function readMultipart(request: IncomingMessage): Promise<MultipartBody> {
  const boundary = parseBoundary(request.headers["content-type"]);
  const bytes = await readBody(request, MAX_FORM_BYTES);
  const maxParts = NAMES.length + 1; // among one more than there may be, one is wrong
  return namedParts(await parseMultipart({ bytes, boundary, maxParts }));
}

function namedParts(parts: readonly FormPart[]): MultipartBody {
  const named = new Map<PartName, Buffer>();
  for (const part of parts) {
    const name = nameOf(part);
    if (named.has(name)) throw new ServiceError("BODY_INVALID", `The part ${name} may be given once.`, name);
    if (part.bytes.length > MAX_PART_BYTES)
      throw new ServiceError("BODY_TOO_LARGE", `The part ${name} has at most ${MAX_PART_BYTES} bytes.`, name);
    named.set(name, part.bytes);
  }
  return { "info.json": required(named, "info.json"), "snapshot.blob": required(named, "snapshot.blob") };
}

function nameOf({ name, filename }: FormPart): PartName {
  const known = NAMES.find((each) => each === name) ?? NAMES.find((each) => each === filename);
  if (known !== undefined) return known;
  const shown = (name ?? filename ?? "").slice(0, 64);
  throw new ServiceError(
    "BODY_INVALID",
    `A part must be named info.json or snapshot.blob, not ${JSON.stringify(shown)}.`,
    shown,
  );
}

function required(named: ReadonlyMap<PartName, Buffer>, name: PartName): Buffer {
  const bytes = named.get(name);
  if (bytes === undefined) throw new ServiceError("BODY_INVALID", `The part ${name} is missing.`, name);
  return bytes;
}
