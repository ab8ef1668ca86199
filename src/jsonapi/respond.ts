import { hash } from "node:crypto";
import type { Context } from "koa";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { precondition } from "../lib/preconditions.ts";
import { codedBody } from "./content-coding.ts";
import { DESCRIPTION_PATH, type Document } from "./document.ts";
import { JSON_API } from "./media-type.ts";
import type { Refusal } from "./refusal.ts";

export interface Refused {
  readonly title: string;
  readonly refusals: readonly Refusal[];
  readonly context: Pick<RequestContext, "requestId" | "publicPath">;
}

/**
 * A document's links are paths of the service's own; the outside gets them as it knows them.
 *
 * @throws {ServiceError} `PRECONDITION_FAILED`
 */
export async function sendDocument(
  ctx: Context,
  status: number,
  document: Document,
  { publicPath }: Pick<RequestContext, "publicPath">,
): Promise<void> {
  const { location, ...members } = document;
  if (status === 201) {
    if (location !== undefined) ctx.set("Location", `${publicPath}${location}`);
    ctx.set("Link", linksOfMade(ctx, location, publicPath));
  }
  const text = JSON.stringify(linkedFrom(members, publicPath));
  setHeaders(ctx, status, members);
  if (holdsKey(ctx, members)) ctx.body = text;
  else if (ctx.method === "GET" || ctx.method === "HEAD") await sendTagged(ctx, text);
  else ctx.body = await codedBody(ctx, text);
}

/** Sends what is read under its entity tag: a weak one, which all content codings share. */
export async function sendTagged(ctx: Context, text: string): Promise<void> {
  const etag = etagOf(text);
  refuseIfMatch(ctx.headers["if-match"]);
  const unmet = precondition(ctx.headers, etag);
  ctx.set("ETag", etag);
  ctx.vary("Accept-Encoding");
  if (unmet === 304) ctx.status = 304;
  else ctx.body = await codedBody(ctx, text);
}

/** A weak one. */
export function etagOf(text: string): string {
  return `W/"${hash("sha256", text, "base64url").slice(0, TAG_CHARACTERS)}"`;
}

/** Of 132 bits: nobody makes two answers of the same tag. */
const TAG_CHARACTERS = 22;

/**
 * Checks that a request does not depend on a tag: those of JSON are weak, which never match.
 *
 * @throws {ServiceError} `PRECONDITION_FAILED`
 */
export function refuseIfMatch(ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch.trim() !== "*")
    throw new ServiceError(
      "PRECONDITION_FAILED",
      "Entity tags of JSON are weak, and If-Match compares strongly: only * matches.",
      "If-Match",
    );
}

/** What was made, as RFC 8288 links it to where it was asked for, and the description of the service (RFC 8631). */
function linksOfMade({ path }: Context, location: string | undefined, publicPath: string): string {
  const made = location && `<${publicPath}${location}>; rel="${location === path ? "self" : "item"}"`;
  return [made, `<${publicPath}${DESCRIPTION_PATH}>; rel="service-desc"`].filter(Boolean).join(", ");
}

/** A document whose links are those that the outside knows. */
export function linkedFrom(document: Document, publicPath: string): Document {
  if (publicPath === "") return document;
  const links = Object.entries(document.links).map(([name, path]) => [name, `${publicPath}${path}`] as const);
  return { ...document, links: Object.fromEntries(links) };
}

/** As they were sent, but for brackets, which are shown as brackets. */
export function pathAndQuery({ path, search }: Context): string {
  return `${path}${search}`.replaceAll(/%5B/gi, "[").replaceAll(/%5D/gi, "]");
}

/** Answers with the status of the first refusal, and with its `Retry-After` where waiting mends it. */
export function sendRefusals(ctx: Context, refused: Refused): void {
  const [first] = refused.refusals;
  if (first?.retryAfterSeconds !== undefined) ctx.set("Retry-After", String(first.retryAfterSeconds));
  const body = refusedDocument(ctx, refused);
  setHeaders(ctx, first?.status ?? 500, body);
  ctx.body = JSON.stringify(body);
}

export function refusedDocument(ctx: Context, { title, refusals, context: { requestId, publicPath } }: Refused) {
  const errors = refusals.map(({ status, detail, code, source, bounds }) => ({
    status,
    title,
    detail,
    ...(source && { source }),
    code,
    ...(bounds && { meta: bounds }),
  }));
  return { errors, links: { self: `${publicPath}${selfLink(ctx)}` }, meta: { requestId } };
}

/** Those of tokens never show the query. */
function selfLink(ctx: Context): string {
  return ctx.path === "/api/tokens" || ctx.path.startsWith("/api/tokens/") ? ctx.path : pathAndQuery(ctx);
}

function setHeaders(ctx: Context, status: number, body: object): void {
  ctx.status = status;
  // Set as they are: Koa would add a charset, which the media type does not have.
  ctx.set({
    "Content-Type": JSON_API,
    Accept: JSON_API,
    "Cache-Control": holdsKey(ctx, body) ? "no-cache, no-store" : "no-cache",
  });
}

/** Whether an answer holds Session-Keys: a session's id is one, and stands in the path of its own. */
function holdsKey({ path }: Context, body: object): boolean {
  return path.startsWith("/api/sessions/") || (path === "/api/sessions" && "data" in body);
}
