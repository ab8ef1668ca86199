import type { IncomingHttpHeaders } from "node:http";

/** An entity tag: RFC 9110 section 8.8.3. */
const TAG = /(?:W\/)?"[!#-~\x80-\xff]*"/g;

/**
 * Evaluates the conditions of a GET or HEAD on what has that entity tag, strong or weak, in the order of RFC 9110 section 13.2.2.
 *
 * @returns the status to answer with instead of it, or null.
 */
export function precondition(headers: IncomingHttpHeaders, etag: string): 304 | 412 | null {
  const ifMatch = headers["if-match"];
  if (ifMatch !== undefined && !listsTag(ifMatch, etag, "strong")) return 412;
  const ifNoneMatch = headers["if-none-match"];
  return ifNoneMatch !== undefined && listsTag(ifNoneMatch, etag, "weak") ? 304 : null;
}

/** Whether a `Range` still speaks of the same file; files have no modification date, so a date never does. */
export function rangeApplies(headers: IncomingHttpHeaders, etag: string): boolean {
  const ifRange = headers["if-range"];
  return ifRange === undefined || String(ifRange).trim() === etag;
}

/** The tags of a list, in which elements may be empty (RFC 9110 section 5.6.1.2); none of a malformed one. */
function tagsOf(list: string): readonly string[] {
  const elements = list.replaceAll(TAG, "t").split(",");
  return elements.every((element) => ["", "t"].includes(element.trim())) ? (list.match(TAG) ?? []) : [];
}

function listsTag(list: string, etag: string, comparison: "strong" | "weak"): boolean {
  if (list.trim() === "*") return true;
  return tagsOf(list).some((tag) => isSame(tag, etag, comparison));
}

/** RFC 9110 section 8.8.3.2: a weak tag is never the same as any by the strong comparison. */
function isSame(tag: string, other: string, comparison: "strong" | "weak"): boolean {
  return comparison === "strong" ? tag === other && !tag.startsWith("W/") : opaque(tag) === opaque(other);
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}
