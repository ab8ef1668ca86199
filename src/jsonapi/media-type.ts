import { ServiceError } from "../errors.ts";

export const JSON_API = "application/vnd.api+json";

const MULTIPART = "multipart/form-data";

/** The parameters that JSON:API 1.1 allows its media type; of `ext` the service supports none. */
const ALLOWED = new Set(["profile"]);

interface MediaType {
  /** In lower case. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Checks that a body is JSON:API's.
 *
 * @param orForm whether the refusal names a form, too, as what would be right.
 * @throws {ServiceError} `MEDIA_TYPE_UNSUPPORTED`
 */
export function refuseOtherContent(contentType: string | undefined, orForm = false): void {
  const type = contentType === undefined ? undefined : parseMediaType(contentType);
  if (type?.name === JSON_API && isPlain(type)) return;
  const form = orForm ? `, or as ${MULTIPART}` : "";
  throw new ServiceError(
    "MEDIA_TYPE_UNSUPPORTED",
    `Send the body as ${JSON_API}, without parameters${form}.`,
    "Content-Type",
  );
}

/** Whether a body is a form of several parts. */
export function isMultipart(contentType: string | undefined): boolean {
  return parseMediaType(contentType ?? "").name === MULTIPART;
}

/**
 * Reads the boundary between a form's parts: 1 to 70 of the characters that RFC 2046 section 5.1.1 names, not ending in a space.
 *
 * @throws {ServiceError} `BODY_UNREADABLE`
 */
export function parseBoundary(contentType: string | undefined): string {
  const boundary = (parseMediaType(contentType ?? "").parameters.get("boundary") ?? "").replace(/^"(.*)"$/, "$1");
  if (/^[\w'()+,\-./:=? ]{0,69}[\w'()+,\-./:=?]$/.test(boundary)) return boundary;
  throw new ServiceError(
    "BODY_UNREADABLE",
    `The Content-Type ${MULTIPART} must name its boundary, of 1 to 70 characters.`,
    "Content-Type",
  );
}

/**
 * Checks that the caller takes JSON:API.
 *
 * @throws {ServiceError} `NOT_ACCEPTABLE`
 */
export function refuseOtherAccept(accept: string | undefined): void {
  if (accept === undefined || accept.trim() === "") return;
  if (!allowsJsonApi(parseAccept(accept)))
    throw new ServiceError(
      "NOT_ACCEPTABLE",
      `The answer is ${JSON_API}, without parameters; Accept must allow it.`,
      "Accept",
    );
}

/** Whether an `Accept` header names JSON:API's media type itself. */
export function namesJsonApi(accept: string | undefined): boolean {
  return parseAccept(accept ?? "").some((range) => range.name === JSON_API && isWanted(range));
}

/**
 * The most specific range decides (RFC 9110 section 12.5.1). JSON:API's own with other parameters is ignored, and where all of them are such
 * the answer is a refusal, whatever stands beside them (JSON:API 1.1, server responsibilities).
 */
function allowsJsonApi(ranges: readonly MediaType[]): boolean {
  const deciding = [JSON_API, "application/*", "*/*"]
    .map((name) => ranges.filter((range) => range.name === name))
    .find((named) => named.length > 0);
  return (deciding ?? []).some((range) => isPlain(range) && isWanted(range));
}

function isWanted({ parameters }: MediaType): boolean {
  return Number(parameters.get("q") ?? 1) !== 0;
}

function isPlain({ parameters }: MediaType): boolean {
  return [...parameters.keys()].every((name) => name === "q" || ALLOWED.has(name));
}

function parseAccept(accept: string): MediaType[] {
  return splitOutsideQuotes(accept, ",").map(parseMediaType);
}

function parseMediaType(text: string): MediaType {
  const [name = "", ...parameters] = splitOutsideQuotes(text, ";").map((part) => part.trim());
  const pairs = parameters.map((parameter): [string, string] => {
    const [key = "", value = ""] = splitOutsideQuotes(parameter, "=");
    return [key.trim().toLowerCase(), value.trim()];
  });
  return { name: name.toLowerCase(), parameters: new Map(pairs.filter(([key]) => key !== "")) };
}

function splitOutsideQuotes(text: string, separator: "," | ";" | "="): string[] {
  const parts: string[] = [""];
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  return parts;
}
